import { describe, expect, it } from 'vitest'
import { csvHead, csvLine } from '../../../../shared/node/csv/csv-line.ts'

describe('csvLine', () => {
  it.each([
    ['words', 'Mari Pugh', 'Mari Pugh'],
    ['a comma', 'Pugh, Mari', '"Pugh, Mari"'],
    ['quotes', 'the "best"', '"the ""best"""'],
    ['what is no formula', 'a-b; c = d', 'a-b; c = d'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula behind a tab', '\t=1+1', "'\t'=1+1"],
    ['a formula in wide letters', '＝1+1', "'＝1+1"],
    ['a command', "@SUM(1)|'!A0", "'@SUM(1)|'!A0"],
    ['a formula behind a semicolon', 'cv;=1+1.json', "cv;'=1+1.json"],
    ['formulas on further lines', 'cv\r\n-1\n+2', `"cv\r\n'-1\n'+2"`],
  ])('writes %s', (_, cell, written) => {
    expect(csvLine(['1', cell])).toBe(`1,${written}\r\n`)
  })
})

describe('csvHead', () => {
  it('marks the file as UTF-8', () => {
    expect(csvHead(['Row', 'CV'])).toBe('\uFEFFRow,CV\r\n')
  })
})
