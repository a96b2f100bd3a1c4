import {
  ArchiveIcon,
  BarChartIcon,
  CalendarIcon,
  ChatBubbleIcon,
  CheckCircledIcon,
  CubeIcon,
  GearIcon,
  HomeIcon,
  LayersIcon,
  MagnifyingGlassIcon,
  MixerHorizontalIcon,
  Share1Icon,
} from '@radix-ui/react-icons'
import type { ComponentType } from 'react'

export interface NavigationEntry {
  /** Key of its name below `app.nav`. */
  readonly name:
    | 'home'
    | 'library'
    | 'search'
    | 'ask'
    | 'plans'
    | 'quizzes'
    | 'review'
    | 'concepts'
    | 'models'
    | 'lab'
    | 'machine'
    | 'settings'
  readonly path: string
  readonly icon: ComponentType<{ className?: string }>
  /** On a phone it stands in the bar; the others are behind "more". */
  readonly isMain: boolean
  readonly group: 'learn' | 'run'
}

/** The pages that the navigation names, in its order. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { name: 'home', path: '/', icon: HomeIcon, isMain: true, group: 'learn' },
  { name: 'library', path: '/library', icon: ArchiveIcon, isMain: true, group: 'learn' },
  { name: 'search', path: '/search', icon: MagnifyingGlassIcon, isMain: false, group: 'learn' },
  { name: 'ask', path: '/ask', icon: ChatBubbleIcon, isMain: true, group: 'learn' },
  { name: 'plans', path: '/plans', icon: CalendarIcon, isMain: false, group: 'learn' },
  { name: 'quizzes', path: '/quizzes', icon: CheckCircledIcon, isMain: false, group: 'learn' },
  { name: 'review', path: '/review', icon: LayersIcon, isMain: true, group: 'learn' },
  { name: 'concepts', path: '/concepts', icon: Share1Icon, isMain: false, group: 'learn' },
  { name: 'models', path: '/models', icon: CubeIcon, isMain: false, group: 'run' },
  { name: 'lab', path: '/lab', icon: MixerHorizontalIcon, isMain: false, group: 'run' },
  { name: 'machine', path: '/machine', icon: BarChartIcon, isMain: false, group: 'run' },
  { name: 'settings', path: '/settings', icon: GearIcon, isMain: false, group: 'run' },
]

/** Whether a page is this entry's or below it. */
export const isAt = (entry: NavigationEntry, path: string): boolean =>
  entry.path === '/' ? path === '/' : path === entry.path || path.startsWith(`${entry.path}/`)
