import type { Request, Response } from 'express'
import { isAppError } from '../../errors/app-error.ts'
import type { JsonObject } from '../../json/json.ts'
import { malformedProblem, type VerifyAnswer } from '../../vcalm/problems.ts'
import { type VerifyPorts, verifyCredentialRequest } from '../../vcalm/verify-credential-request.ts'
import { verifyPresentationRequest } from '../../vcalm/verify-presentation-request.ts'
import type { RouteDeclaration } from '../http/route-declarations.ts'

/** Ways in as the VCALM specification shapes them. @see https://w3c-ccg.github.io/vcalm/ */

export const maxCredentialRequestBytes = 1_100_000
export const maxPresentationRequestBytes = 8_500_000

export function vcalmDeclarations(paths: {
  issue?: readonly string[]
  verifyCredential?: string
  verifyPresentation?: string
}): RouteDeclaration[] {
  const declare = (path: string, maxBodyBytes: number): RouteDeclaration => ({
    path,
    methods: ['POST'],
    errors: 'problem',
    maxBodyBytes,
  })
  const { issue = [], verifyCredential, verifyPresentation } = paths
  return [
    ...issue.map((path) => declare(path, maxCredentialRequestBytes)),
    ...(verifyCredential ? [declare(verifyCredential, maxCredentialRequestBytes)] : []),
    ...(verifyPresentation ? [declare(verifyPresentation, maxPresentationRequestBytes)] : []),
  ]
}

/** 200 with `verified: true`, or problem details with `verified: false`. */
export function answerVerifyCredential(ports: VerifyPorts): VcalmHandler {
  return answerWith((body) => verifyCredentialRequest(body, ports))
}

export function answerVerifyPresentation(ports: VerifyPorts): VcalmHandler {
  return answerWith((body) => verifyPresentationRequest(body, ports))
}

export type VcalmHandler = (request: Request, response: Response) => Promise<void>

function answerWith(verify: (body: unknown) => Promise<VerifyAnswer>): VcalmHandler {
  return async (request, response) => {
    const { status, body } = await verify(request.body)
    const type = status === 200 ? 'application/json' : 'application/problem+json'
    response.status(status).type(type).send(JSON.stringify(body))
  }
}

/** 201 with the bare credential; a credential that must not be issued is told as problem details. */
export function answerIssue(issue: (body: unknown) => Promise<JsonObject>): VcalmHandler {
  return async (request, response) => {
    try {
      const credential = await issue(request.body)
      response.status(201).type('application/json').send(JSON.stringify(credential))
    } catch (error) {
      if (!isAppError(error) || error.status !== 400) throw error
      const problem = { ...malformedProblem(error.message), code: error.code }
      const body = { ...problem, status: 400, errors: [problem], problemDetails: [problem] }
      response.status(400).type('application/problem+json').send(JSON.stringify(body))
    }
  }
}
