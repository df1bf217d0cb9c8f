/** `type` of the JSON file that holds every badge of a wallet: not a badge, and not to be verified as one. */
export const walletFileType = 'waymark-wallet'
