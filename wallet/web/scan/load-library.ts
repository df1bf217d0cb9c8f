import type { LoadLibrary } from '../../../shared/scan/scan-code.js'

/** In a part of its own, for browsers that have no detector. */
export const loadLibrary: LoadLibrary = () => import('qr/decode.js')
