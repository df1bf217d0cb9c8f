/**
 * Stands in for the parts of multiformats and IPLD with which Veramo's utilities name files on IPFS. A wallet keeps
 * nothing there, so none of them is ever called.
 */
function absent(): never {
  throw new Error('this wallet keeps nothing on IPFS')
}

export const CID = { createV0: absent }
export const UnixFS = absent
export const code = 0
export const create = absent
export const encode = absent
export const prepare = absent
