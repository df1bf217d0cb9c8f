import type { Express } from 'express'
import type { Logger } from '../../shared/server/logger.ts'
import { answerMetrics, type Metrics } from '../../shared/server/metrics.ts'
import { answerReadiness } from '../../shared/server/readiness.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { type HealthPorts, readinessChecks } from './health.ts'

export const healthDeclarations: readonly RouteDeclaration[] = [
  { path: '/ready', methods: ['GET'], errors: 'problem' },
  { path: '/metrics', methods: ['GET'], errors: 'problem' },
]

/** For load balancers and monitors. */
export function healthRoutes(
  app: Express,
  ports: HealthPorts & { logger: Logger; metrics: Metrics; config: { metricsToken?: string } },
): void {
  app.get('/ready', answerReadiness(readinessChecks(ports), ports))
  app.get('/metrics', answerMetrics(ports.metrics, ports.config.metricsToken))
}
