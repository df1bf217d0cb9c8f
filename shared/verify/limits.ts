/** A badge with its picture inside is far smaller, and so is a status list of a million entries. */
export const maxCredentialBytes = 1_048_576

/** A presentation by link or file may hold many badges, pictures included. */
export const maxPresentationBytes = 8 * 1_048_576

/** More credentials than this in one presentation are refused before any signature is looked at. */
export const maxCredentials = 100

/**
 * For everything that was sent together, endorsements included. An honest badge has some 30 parts, which are read
 * once in the presentation and once by themselves, and three nodes to tell apart.
 */
export const canonicalizationLimits = { maxNodes: 12_000, maxHashes: 5_000 }

/** A status list is fetched for all who ask about it, so its work is nobody's budget: it has some 20 parts. */
export const listCanonicalizationLimits = { maxNodes: 200, maxHashes: 200 }

/** Endorsements inside a badge, those inside endorsements counted. */
export const maxEndorsements = 20

/** An endorsement may carry endorsements; theirs are no longer read. */
export const maxEndorsementDepth = 2
