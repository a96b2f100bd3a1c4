import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import type { EndpointName } from '../../api/request.ts'
import { useMay } from '../../api/session.ts'
import { Card } from '../../components/card.tsx'

const isMac = navigator.platform.startsWith('Mac')

/** By the part of the app; keys as they are printed on a keyboard. */
const SHORTCUTS = {
  everywhere: { commands: [isMac ? '⌘' : 'Ctrl', 'K'], back: ['Esc'] },
  library: {
    rows: ['↑', '↓'],
    open: ['Enter'],
    select: ['space'],
    delete: ['delete'],
    paste: [isMac ? '⌘' : 'Ctrl', 'V'],
  },
  practice: { show: ['space'], rate: ['1', '2', '3', '4'] },
} as const

const GROUPS = ['everywhere', 'library', 'practice'] as const

/** Keys that do what not everybody may. */
const NEEDS: Readonly<Record<string, EndpointName>> = {
  select: 'deleteDocuments',
  delete: 'deleteDocuments',
  paste: 'addDocuments',
  show: 'reviewCard',
  rate: 'reviewCard',
}

export function ShortcutList(): JSX.Element {
  const t = useTranslations('settings')
  const may = useMay()
  const offered = (group: (typeof GROUPS)[number]) =>
    Object.entries(SHORTCUTS[group]).filter(([name]) => {
      const needs = NEEDS[name]
      return needs === undefined || may(needs)
    })
  return (
    <Card title={t('shortcuts')}>
      {GROUPS.filter((group) => offered(group).length > 0).map((group) => (
        <section key={group} className="mb-3 last:mb-0">
          <h3 className="mb-1 text-sm font-medium text-soft">{t(`shortcutGroup.${group}`)}</h3>
          <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5">
            {offered(group).map(([name, keys]) => (
              <div key={name} className="contents">
                <dt>{t(`shortcut.${group}.${name}` as 'shortcut.everywhere.commands')}</dt>
                <dd className="flex items-start justify-end gap-1">
                  {keys.map((key: string) => (
                    <kbd
                      key={key}
                      className="min-w-7 rounded-sm border border-line-strong bg-sunken px-1.5 text-center font-sans text-sm"
                    >
                      {key === 'space' || key === 'delete' ? t(`key.${key}`) : key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Card>
  )
}
