/** Stands in for the parts of jsonld that frame documents and read RDF: signing needs neither. */
function never(): never {
  throw new Error('no document is framed or read from RDF in the browser')
}

export {
  never as cleanupNull,
  never as cleanupPreserve,
  never as frameMergedOrDefault,
  never as fromRDF,
}
