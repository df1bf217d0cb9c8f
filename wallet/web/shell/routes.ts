import { type AppPath, matchPath } from './app-paths.ts'
import type { Match, Route } from './route.ts'

const routes: Readonly<Record<AppPath, Route>> = {
  '/': {
    tab: 'badges',
    load: async () => (await import('../record/record-screen.tsx')).RecordScreen,
  },
  '/badges/:id': {
    tab: 'badges',
    load: async () => (await import('../badge/badge-screen.tsx')).BadgeScreen,
  },
  '/receive': {
    isQuestion: true,
    load: async () => (await import('../receive/receive-screen.tsx')).ReceiveScreen,
  },
  '/present': {
    isQuestion: true,
    load: async () => (await import('../present/present-screen.tsx')).PresentScreen,
  },
  '/scan': {
    tab: 'scan',
    load: async () => (await import('../scan/scan-screen.tsx')).ScanScreen,
  },
  '/code': {
    tab: 'scan',
    load: async () => (await import('../code/code-screen.tsx')).CodeScreen,
  },
  '/add': {
    tab: 'badges',
    load: async () => (await import('../import/add-screen.tsx')).AddScreen,
  },
  '/cv': {
    tab: 'cv',
    load: async () => (await import('../cv/cv-list-screen.tsx')).CvListScreen,
  },
  '/cv/:id': {
    tab: 'cv',
    load: async () => (await import('../cv/cv-screen.tsx')).CvScreen,
  },
  '/s': {
    needs: 'nothing',
    isQuestion: true,
    load: async () => (await import('../share/share-screen.tsx')).ShareScreen,
  },
  '/history': {
    tab: 'you',
    load: async () => (await import('../history/history-screen.tsx')).HistoryScreen,
  },
  '/find': {
    tab: 'find',
    needs: 'nothing',
    load: async () => (await import('../find/find-screen.tsx')).FindScreen,
  },
  '/you': {
    tab: 'you',
    needs: 'nothing',
    load: async () => (await import('../you/you-screen.tsx')).YouScreen,
  },
  '/you/safety': {
    tab: 'you',
    load: async () => (await import('../you/safety/safety-screen.tsx')).SafetyScreen,
  },
  '/restore': {
    needs: 'gate',
    load: async () => (await import('../enter/restore-screen.tsx')).RestoreScreen,
  },
}

export function findRoute(path: string): Match | undefined {
  const match = matchPath(path)
  if (match === undefined) return undefined
  const route = routes[match.pattern]
  return match.id === undefined ? { route } : { route, id: match.id }
}
