import { useEffect } from 'preact/hooks'
import { Announcer } from '../parts/announcer.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Gate } from './gate.tsx'
import { Layout } from './layout.tsx'
import { MissingScreen } from './missing-screen.tsx'
import { usePlace } from './place.ts'
import { findRoute } from './routes.ts'
import { Screen } from './screen.tsx'
import { loadAllWords } from './words.ts'

export function App() {
  const { path, visit } = usePlace()
  const match = findRoute(path)
  useEffect(() => {
    // on a slow network, side by side with what opens the wallet; who needs it asks again and says what failed
    Promise.all([loadAllWords(), findRoute(path)?.route.load()]).catch(() => undefined)
  }, [path])
  return (
    <Layout tab={match?.route.tab} hasBar={match?.route.isQuestion !== true}>
      <ErrorBoundary>
        {match === undefined ? (
          <MissingScreen />
        ) : (
          <Gate needs={match.route.needs ?? 'wallet'}>
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
