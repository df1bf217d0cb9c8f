/**
 * By a service of this type a provider's DID document names its city: the endpoint is the city's DID. The city's
 * own document leads on to the trust list and the award log.
 */
export const cityService = 'WaymarkCity'
