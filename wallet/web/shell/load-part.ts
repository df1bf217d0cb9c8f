/** A part of the app could not be fetched: offline, or it is of a version that is no longer served. */
export class PartUnreached extends Error {
  constructor(cause: unknown) {
    super('a part of the app could not be fetched', { cause })
    this.name = 'PartUnreached'
  }
}

/** Fetches a part of the app. A second try helps where the network only stuttered. */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load()
  } catch {
    try {
      return await load()
    } catch (error) {
      throw new PartUnreached(error)
    }
  }
}
