import type { Express } from 'express'
import type { RouteDeclaration } from '../http/route-declarations.ts'
import type { Logger } from './logger.ts'
import { answerMetrics, type Metrics } from './metrics.ts'
import { answerReadiness, type ReadinessCheck } from './readiness.ts'

export const healthDeclarations: readonly RouteDeclaration[] = [
  { path: '/ready', methods: ['GET'], errors: 'problem' },
  { path: '/metrics', methods: ['GET'], errors: 'problem' },
]

/** For load balancers and monitors. */
export function healthRoutes(
  app: Express,
  checks: readonly ReadinessCheck[],
  ports: { logger: Logger; metrics: Metrics; config: { metricsToken?: string } },
): void {
  app.get('/ready', answerReadiness(checks, ports))
  app.get('/metrics', answerMetrics(ports.metrics, ports.config.metricsToken))
}
