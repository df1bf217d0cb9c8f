/**
 * Stands in for did-resolver, with which Veramo asks for documents. The app's agent has no resolver: its checks ask
 * Waymark's own, so this one is made and never asked.
 */
export class Resolver {}
