import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { SelectField } from '../../components/field.tsx'

const ALL = ''

interface DeckSelectProps {
  /** Null: all decks. */
  readonly value: string | null
  readonly onChange: (deck: string | null) => void
}

/** Chooses a deck. Nothing to see while there is only one. */
export function DeckSelect({ value, onChange }: DeckSelectProps): JSX.Element | null {
  const t = useTranslations('reviews')
  const decks = useAnswer('listDecks').data?.decks ?? []
  if (decks.length < 2 && value === null) return null
  const names = decks.map(({ name }) => name)
  return (
    <SelectField
      label={t('deck')}
      labelHidden
      value={value ?? ALL}
      onChange={({ target }) => onChange(target.value === ALL ? null : target.value)}
    >
      <option value={ALL}>{t('allDecks')}</option>
      {value !== null && !names.includes(value) && <option>{value}</option>}
      {decks.map((deck) => (
        <option key={deck.name} value={deck.name}>
          {`${deck.name} (${deck.due + deck.new})`}
        </option>
      ))}
    </SelectField>
  )
}
