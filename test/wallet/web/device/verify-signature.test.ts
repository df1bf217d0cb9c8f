import { verifySignature } from '../../../../wallet/web/device/verify-signature.ts'
import { describeVerifySignature } from '../../../support/signature-contract.ts'

describeVerifySignature(verifySignature)
