import { AppError } from '../../../shared/errors/app-error.ts'

/** Things for an agent file to require. */
export class Box {
  readonly kind = 'box'
  readonly args: unknown[]

  constructor(...args: unknown[]) {
    this.args = args
  }
}

export class Plugin {
  readonly methods: { parts: () => Promise<unknown> }

  constructor(value: unknown) {
    this.methods = { parts: async () => value }
  }
}

export class Broken {
  constructor() {
    throw new Error('broken')
  }
}

export class KeyMissing {
  constructor() {
    throw new AppError('key_encryption_key_missing', 'say where it is')
  }
}

export function collect(...args: unknown[]) {
  return { kind: 'collected', args }
}

export async function collectLater(...args: unknown[]) {
  return { kind: 'collected later', args }
}

export const arrow = () => 1

export const settings = { deep: { 'a/b': [10, 20] } }
