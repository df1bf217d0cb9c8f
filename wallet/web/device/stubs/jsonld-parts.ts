/** Stands in for the parts of jsonld that compact and frame documents and read RDF: signing needs none of them. */
function never(): never {
  throw new Error('no document is compacted, framed or read from RDF in the browser')
}

export {
  never as cleanupNull,
  never as cleanupPreserve,
  never as compact,
  never as compactIri,
  never as frameMergedOrDefault,
  never as fromRDF,
}
