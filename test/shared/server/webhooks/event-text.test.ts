import { describe, expect, test } from 'vitest'
import { cityEvents } from '../../../../issuer/webhooks/city-events.ts'
import { eventText } from '../../../../shared/server/webhooks/event-text.ts'
import { employerEvents } from '../../../../verifier/webhooks/employer-events.ts'

describe('eventText', () => {
  test.each([...cityEvents, ...employerEvents])('has words of its own for %s', (event) => {
    const others = [...cityEvents, ...employerEvents].filter((other) => other !== event)
    expect(eventText(event)).toMatch(/^[A-Z][a-z ]+$/)
    expect(others.map(eventText)).not.toContain(eventText(event))
  })

  test('names what it has no words for as it is named', () => {
    expect(eventText('award.dreamt')).toBe('award.dreamt')
  })
})
