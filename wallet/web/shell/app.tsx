import { Announcer } from '../parts/announcer.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Gate } from './gate.tsx'
import { Layout } from './layout.tsx'
import { MissingScreen } from './missing-screen.tsx'
import { usePlace } from './place.ts'
import { findRoute } from './routes.ts'
import { Screen } from './screen.tsx'

export function App() {
  const { path, visit } = usePlace()
  const match = findRoute(path)
  return (
    <Layout tab={match?.route.tab} hasBar={match?.route.isQuestion !== true}>
      <ErrorBoundary>
        {match === undefined ? (
          <MissingScreen />
        ) : (
          <Gate route={match.route}>
            <ErrorBoundary key={`${path} ${visit}`}>
              <Screen key={path} match={match} />
            </ErrorBoundary>
          </Gate>
        )}
      </ErrorBoundary>
      <Announcer />
    </Layout>
  )
}
