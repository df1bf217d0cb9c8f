import { verifyPem } from '../../../../wallet/web/device/verify-pem.ts'
import { describeVerifyPem } from '../../../support/pem-contract.ts'

describeVerifyPem(verifyPem)
