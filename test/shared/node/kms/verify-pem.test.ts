import { verifyPem } from '../../../../shared/node/kms/verify-pem.ts'
import { describeVerifyPem } from '../../../support/pem-contract.ts'

describeVerifyPem(verifyPem)
