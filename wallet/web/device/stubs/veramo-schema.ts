/**
 * Stands in for the description of Veramo's methods, 12 kB of JSON schema packed: agents read it only to validate
 * calls and to serve them over HTTP, neither of which is done here.
 */
const nothing = { components: { schemas: {}, methods: {} } }

export const schema = {
  IDIDManager: nothing,
  IKeyManager: nothing,
  ICredentialIssuer: nothing,
  ICredentialVerifier: nothing,
}
