import { ChatBubbleIcon, FileTextIcon, MagnifyingGlassIcon } from '@radix-ui/react-icons'
import type { SearchHit } from '@learnpath/contracts'
import { Command } from 'cmdk'
import { useDeferredValue, useState, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useMay } from '../api/session.ts'
import { useAnswer } from '../api/use-answer.ts'
import { readerAddress } from '../components/passage.tsx'
import { useOfferedPages } from './use-offered-pages.ts'
import { storeTheme, THEMES } from './theme.ts'

const LEAST_TYPED = 2
const SEARCHED = 10
const MOST_PASSAGES = 5
/** Characters of a passage beside its title. */
const PREVIEW = 120
const ITEM = 'flex min-h-10 cursor-pointer items-center gap-2.5 rounded-sm px-2.5 aria-selected:bg-accent-soft'
const GROUP =
  '[&>[cmdk-group-heading]]:px-2.5 [&>[cmdk-group-heading]]:py-1 [&>[cmdk-group-heading]]:text-xs [&>[cmdk-group-heading]]:text-soft'

/** Everything that can be reached or done, by typing a part of its name. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const t = useTranslations('app')
  const [, navigate] = useLocation()
  const [query, setQuery] = useState('')
  const offered = useOfferedPages()
  const maySearch = useMay()('search')
  const run = (action: () => void) => () => {
    onClose()
    action()
  }
  const typed = query.trim()
  const passages = usePassages(useDeferredValue(typed))
  return (
    <Command.Dialog
      open
      onOpenChange={onClose}
      label={t('commands')}
      overlayClassName="fixed inset-0 z-40 bg-veil"
      contentClassName="fixed inset-x-4 top-[12vh] z-50 mx-auto flex max-h-[70vh] max-w-xl animate-rise flex-col rounded-lg border border-line bg-surface shadow-float"
    >
      <Command.Input
        value={query}
        onValueChange={setQuery}
        placeholder={t('commandsHint')}
        className="min-h-12 w-full border-b border-line px-4 outline-none"
      />
      <Command.List className="max-h-[55vh] overflow-y-auto p-2">
        {typed !== '' && maySearch && (
          <Command.Group forceMount>
            <Entry
              value={`search ${typed}`}
              icon={<MagnifyingGlassIcon />}
              onSelect={run(() => navigate(`/search?q=${encodeURIComponent(typed)}`))}
            >
              {t('searchFor', { query: typed })}
            </Entry>
            <Entry
              value={`ask ${typed}`}
              icon={<ChatBubbleIcon />}
              onSelect={run(() => navigate(`/ask?q=${encodeURIComponent(typed)}`))}
            >
              {t('ask', { query: typed })}
            </Entry>
          </Command.Group>
        )}
        {passages.length > 0 && (
          <Command.Group forceMount heading={t('passages')} className={GROUP}>
            {passages.map((hit) => (
              <Entry
                key={hit.chunkId}
                value={`passage ${hit.chunkId} ${typed}`}
                icon={<FileTextIcon />}
                onSelect={run(() => navigate(readerAddress(hit)))}
              >
                <span className="min-w-0 flex-1 truncate">
                  {hit.title} <span className="text-soft">{hit.text.slice(0, PREVIEW)}</span>
                </span>
              </Entry>
            ))}
          </Command.Group>
        )}
        <Command.Group heading={t('goTo')} className={GROUP}>
          {offered.map(({ name, path, icon: Icon }) => (
            <Entry key={name} value={t(`nav.${name}`)} icon={<Icon />} onSelect={run(() => navigate(path))}>
              {t(`nav.${name}`)}
            </Entry>
          ))}
        </Command.Group>
        <Command.Group heading={t('actions')} className={GROUP}>
          {THEMES.map((theme) => (
            <Entry key={theme} value={t(`themeTo.${theme}`)} onSelect={run(() => storeTheme(theme))}>
              {t(`themeTo.${theme}`)}
            </Entry>
          ))}
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  )
}

/** The best passages for what was typed, one of each document. */
function usePassages(typed: string): readonly SearchHit[] {
  const maySearch = useMay()('searchByQuery')
  const enabled = maySearch && typed.length >= LEAST_TYPED
  const asked = { query: { q: typed, limit: SEARCHED } }
  const { data } = useAnswer('searchByQuery', asked, { enabled, keepBefore: true })
  if (typed.length < LEAST_TYPED) return []
  const first = new Map((data?.hits ?? []).toReversed().map((hit) => [hit.documentId, hit]))
  return [...first.values()].toSorted((left, right) => left.rank - right.rank).slice(0, MOST_PASSAGES)
}

interface EntryProps {
  readonly value: string
  readonly icon?: ReactNode
  readonly onSelect: () => void
  readonly children: ReactNode
}

function Entry({ value, icon, onSelect, children }: EntryProps): JSX.Element {
  return (
    <Command.Item value={value} onSelect={onSelect} className={ITEM}>
      {icon}
      {children}
    </Command.Item>
  )
}
