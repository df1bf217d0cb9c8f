import { EntitySchema } from 'typeorm'
import type { Language } from '../../shared/i18n/messages.ts'

/** Lists are JSON; times are ISO 8601. */
export type RuleRow = {
  provider: string
  id: string
  codeHash: string
  name: string
  badge: string
  needs: string
  count: number
  issuers: string
  opensAt: string | null
  closesAt: string | null
  cap: number | null
  uses: number
  isPaused: boolean
  createdAt: string
}

const text = { type: 'varchar' } as const
const optional = { type: 'varchar', nullable: true } as const

export const ruleEntity = new EntitySchema<RuleRow>({
  name: 'award_rule',
  columns: {
    provider: { ...text, primary: true },
    id: { ...text, primary: true },
    codeHash: { ...text, name: 'code_hash' },
    name: text,
    badge: text,
    needs: { type: 'text' },
    count: { type: 'integer', name: 'needed' },
    issuers: { type: 'text' },
    opensAt: { ...optional, name: 'opens_at' },
    closesAt: { ...optional, name: 'closes_at' },
    cap: { type: 'integer', nullable: true },
    uses: { type: 'integer' },
    isPaused: { type: 'boolean', name: 'is_paused' },
    createdAt: { ...text, name: 'created_at' },
  },
})

/** A holder got the badge of a rule: once. */
export type RuleUseRow = {
  provider: string
  ruleId: string
  holder: string
  awardId: string
  usedAt: string
}

export const ruleUseEntity = new EntitySchema<RuleUseRow>({
  name: 'award_rule_use',
  columns: {
    provider: { ...text, primary: true },
    ruleId: { ...text, primary: true, name: 'rule_id' },
    holder: { ...text, primary: true },
    awardId: { ...text, name: 'award_id' },
    usedAt: { ...text, name: 'used_at' },
  },
})

/** One browser's request to a wallet, for minutes. */
export type RuleVisitRow = {
  /** SHA-256 of the name that wallets know it by, hex. */
  exchangeHash: string
  provider: string
  ruleId: string
  /** Names its page. */
  id: string
  nonce: string
  state: string
  /** JSON: for each need the achievement ids of which any will do. */
  wanted: string
  language: Language
  /** SHA-256 of the secret of the browser that began it, and of the code that it has to bring back. */
  sessionHash: string
  responseCodeHash: string | null
  hasReturned: boolean
  progress: string
  /** JSON */
  outcome: string | null
  createdAt: string
  expiresAt: string
}

export const ruleVisitEntity = new EntitySchema<RuleVisitRow>({
  name: 'award_rule_visit',
  columns: {
    exchangeHash: { ...text, primary: true, name: 'exchange_hash' },
    provider: text,
    ruleId: { ...text, name: 'rule_id' },
    id: { ...text, unique: true },
    nonce: { ...text, unique: true },
    state: text,
    wanted: { type: 'text' },
    language: text,
    sessionHash: { ...text, name: 'session_hash' },
    responseCodeHash: { ...optional, name: 'response_code_hash' },
    hasReturned: { type: 'boolean', name: 'has_returned' },
    progress: text,
    outcome: { type: 'text', nullable: true },
    createdAt: { ...text, name: 'created_at' },
    expiresAt: { ...text, name: 'expires_at' },
  },
})
