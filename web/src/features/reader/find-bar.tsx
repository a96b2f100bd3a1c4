import { ChevronDownIcon, ChevronUpIcon, Cross2Icon } from '@radix-ui/react-icons'
import { useEffect, type JSX, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { MOST_HITS } from './find-in-text.ts'
import type { ReaderState } from './use-reader.ts'

interface FindBarProps {
  readonly reader: ReaderState
  readonly field: RefObject<HTMLInputElement | null>
  readonly onClose: () => void
}

/** Finds words in the document. Enter goes on, Shift+Enter back, Escape closes. */
export function FindBar({ reader, field, onClose }: FindBarProps): JSX.Element {
  const t = useTranslations('reader')
  const { find, stepHit } = reader
  const words = reader.address.find ?? ''
  const count = find.hits.length
  useEffect(() => field.current?.focus(), [field])
  const said =
    words.trim() === ''
      ? ''
      : find.index < 0
        ? t('hits', { count, most: count >= MOST_HITS ? 'yes' : 'no' })
        : t('hitOf', { number: find.index + 1, count })
  return (
    <search className="flex items-center gap-1 border-b border-line bg-surface px-2 py-1 sm:px-4">
      <div className="max-w-96 min-w-0 flex-1">
        <TextField
          ref={field}
          type="search"
          className="[&::-webkit-search-cancel-button]:hidden"
          label={t('find')}
          labelHidden
          placeholder={t('find')}
          value={words}
          onChange={({ target }) => reader.setFind(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') stepHit(event.shiftKey ? -1 : 1)
            else if (event.key === 'Escape') onClose()
            else return
            event.preventDefault()
          }}
        />
      </div>
      <span role="status" className="min-w-20 px-1 text-sm whitespace-nowrap text-soft">
        {said}
      </span>
      <IconButton
        label={t('previousHit')}
        icon={<ChevronUpIcon />}
        disabled={count === 0}
        onClick={() => stepHit(-1)}
      />
      <IconButton label={t('nextHit')} icon={<ChevronDownIcon />} disabled={count === 0} onClick={() => stepHit(1)} />
      <IconButton label={t('closeFind')} icon={<Cross2Icon />} onClick={onClose} />
    </search>
  )
}
