/** Stands in for the package in which jsonld, a CommonJS module, keeps resolved contexts: the oldest entry goes first. */
module.exports = class {
  constructor({ max }) {
    this.max = max
    this.entries = new Map()
  }

  get(key) {
    return this.entries.get(key)
  }

  set(key, value) {
    this.entries.delete(key)
    this.entries.set(key, value)
    if (this.entries.size > this.max) this.entries.delete(this.entries.keys().next().value)
  }
}
