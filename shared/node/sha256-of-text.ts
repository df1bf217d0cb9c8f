import { hash } from 'node:crypto'
import type { Sha256 } from '../credential/compiled/compiled-canonicalization.ts'

export const sha256OfText: Sha256 = {
  bytes: (text) => hash('sha256', text, 'buffer'),
  hex: (text) => hash('sha256', text, 'hex'),
}
