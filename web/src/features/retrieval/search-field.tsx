import { Cross2Icon, MagnifyingGlassIcon } from '@radix-ui/react-icons'
import { useEffect, useId, type JSX, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../../components/button.tsx'

interface SearchFieldProps {
  readonly value: string
  readonly onType: (value: string) => void
  /** The down arrow or Enter: on to the hits; Enter opens the first. */
  readonly onLeave: (opens: boolean) => void
  readonly ref: RefObject<HTMLInputElement | null>
}

const keyCap = (text: ReactNode): JSX.Element => (
  <kbd className="rounded-sm border border-line px-1 font-sans">{text}</kbd>
)

/** Where a search is typed. "/" leads here from anywhere on the page, Esc empties it. */
export function SearchField({ value, onType, onLeave, ref }: SearchFieldProps): JSX.Element {
  const t = useTranslations('retrieval')
  const hint = useId()
  useSlash(ref)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && value !== '') onType('')
    else if (event.key === 'ArrowDown' || event.key === 'Enter') onLeave(event.key === 'Enter')
    else return
    event.preventDefault()
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="relative">
        <MagnifyingGlassIcon
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-soft"
        />
        <input
          ref={ref}
          type="search"
          value={value}
          aria-label={t('field')}
          aria-describedby={hint}
          placeholder={t('placeholder')}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={2000}
          onChange={({ target }) => onType(target.value)}
          onKeyDown={onKeyDown}
          className="min-h-12 w-full appearance-none rounded-lg border border-line-strong bg-surface pr-12 pl-11 text-lg shadow-card [&::-webkit-search-cancel-button]:hidden"
        />
        {value !== '' && (
          <IconButton
            label={t('clear')}
            icon={<Cross2Icon />}
            className="absolute top-1.5 right-1.5"
            onClick={() => {
              onType('')
              ref.current?.focus()
            }}
          />
        )}
      </div>
      <p id={hint} className="hidden text-xs text-soft md:block">
        {t.rich('keys', { kbd: keyCap })}
      </p>
    </div>
  )
}

/** "/" typed outside of a field. */
function useSlash(ref: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent): void => {
      const isTyping =
        event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping !== null) return
      event.preventDefault()
      ref.current?.focus()
      ref.current?.select()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [ref])
}
