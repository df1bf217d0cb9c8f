type Listener = (...values: unknown[]) => unknown

/** Stands in for the events of Node: what Veramo's agent asks of them, and no more. */
export class EventEmitter {
  readonly #listeners = new Map<unknown, Listener[]>()

  on(name: unknown, listener: Listener): this {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener])
    return this
  }

  emit(name: unknown, ...values: unknown[]): boolean {
    const listeners = this.#listeners.get(name) ?? []
    for (const listener of listeners) listener.apply(this, values)
    return listeners.length > 0
  }

  listenerCount(name: unknown): number {
    return this.#listeners.get(name)?.length ?? 0
  }
}
