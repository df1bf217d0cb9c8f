import { z } from 'zod'

export type ApiKeyAction = 'api-key.made' | 'api-key.revoked'

export const maxKeysOfScope = 100

const zKeyName = z.string().trim().min(1).max(100)

/** @param permissions which there are to choose from */
export function zKeyInput(permissions: readonly string[]) {
  return z.strictObject({
    name: zKeyName,
    permissions: z
      .array(z.enum(permissions))
      .min(1)
      .max(permissions.length)
      // one that is named twice is meant once
      .transform((chosen) => [...new Set(chosen)]),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
}

export type KeyInput = z.infer<ReturnType<typeof zKeyInput>>
