import { CardStackPlusIcon, ChatBubbleIcon, CopyIcon, Link2Icon, TargetIcon } from '@radix-ui/react-icons'
import type { JSX, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { IfMay } from '../../api/if-may.tsx'
import type { SelectedWords } from './use-selected-words.ts'
import type { WordsActions } from './use-words-actions.tsx'

interface SelectionToolbarProps {
  readonly selected: SelectedWords
  readonly actions: WordsActions
}

const HEIGHT_PX = 48
const HALF_WIDTH_PX = 270

/** What can be done with the selected words, beside them; at the lower edge of a phone, whose own menu is beside them. */
export function SelectionToolbar({ selected, actions }: SelectionToolbarProps): JSX.Element {
  const t = useTranslations('reader')
  const { place } = selected
  const top =
    place.top > HEIGHT_PX + 60 ? place.top - HEIGHT_PX : Math.min(place.bottom + 8, window.innerHeight - HEIGHT_PX)
  const middle = (place.left + place.right) / 2
  const left = Math.max(HALF_WIDTH_PX + 8, Math.min(window.innerWidth - HALF_WIDTH_PX - 8, middle))
  return (
    <div
      role="toolbar"
      aria-label={t('selectedWords')}
      className="fixed inset-x-2 bottom-18 z-30 flex animate-rise justify-center md:inset-auto md:top-(--top) md:left-(--left) md:-translate-x-1/2"
      style={{ '--top': `${top}px`, '--left': `${left}px` } as object}
    >
      <div className="flex rounded-md border border-line bg-surface p-1 shadow-float">
        <Action icon={<ChatBubbleIcon />} onRun={() => actions.ask(selected)}>
          {t('askAbout')}
        </Action>
        <IfMay use="createCards">
          <Action icon={<CardStackPlusIcon />} onRun={() => actions.makeCard(selected)}>
            {t('makeCard')}
          </Action>
        </IfMay>
        <Action icon={<CopyIcon />} onRun={() => actions.copy(selected)}>
          {t('copy')}
        </Action>
        {selected.range !== null && (
          <>
            <Action icon={<Link2Icon />} onRun={() => actions.copyLink(selected)}>
              {t('link')}
            </Action>
            <IfMay use="addLabelledQuestion">
              <Action icon={<TargetIcon />} onRun={() => actions.label(selected)}>
                {t('useAsLabel')}
              </Action>
            </IfMay>
          </>
        )}
      </div>
    </div>
  )
}

interface ActionProps {
  readonly icon: ReactNode
  readonly onRun: () => void
  readonly children: ReactNode
}

function Action({ icon, onRun, children }: ActionProps): JSX.Element {
  return (
    <button
      type="button"
      // The words stay selected.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onRun}
      className="flex min-h-9 items-center gap-1.5 rounded-sm px-2 text-sm whitespace-nowrap hover:bg-accent-soft"
    >
      {icon}
      {children}
    </button>
  )
}
