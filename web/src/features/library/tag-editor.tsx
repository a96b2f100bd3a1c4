import { Cross2Icon } from '@radix-ui/react-icons'
import { useId, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'

const LONGEST_TAG = 60

interface TagEditorProps {
  readonly tags: readonly string[]
  readonly onAdd: (tag: string) => void
  readonly onRemove: (tag: string) => void
}

/** Tags as they are, each with a way to take it off, and a field for another one. */
export function TagEditor({ tags, onAdd, onRemove }: TagEditorProps): JSX.Element {
  const t = useTranslations('library')
  const { data: facets } = useAnswer('documentFacets')
  const [typed, setTyped] = useState('')
  const listId = useId()
  return (
    <div className="flex flex-col gap-2">
      {tags.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag} className="inline-flex items-center rounded-full bg-sunken pl-2.5 text-sm">
              #{tag}
              <button
                type="button"
                aria-label={t('removeTag', { tag })}
                onClick={() => onRemove(tag)}
                className="inline-flex size-7 items-center justify-center rounded-full hover:bg-accent-soft"
              >
                <Cross2Icon />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim() !== '') onAdd(typed.trim())
          setTyped('')
        }}
      >
        <div className="flex-1">
          <TextField
            label={t('newTag')}
            value={typed}
            maxLength={LONGEST_TAG}
            list={listId}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
        <Button type="submit" disabled={typed.trim() === ''}>
          {t('addTag')}
        </Button>
        <datalist id={listId}>
          {(facets?.tags ?? []).map(({ tag }) => (
            <option key={tag} value={tag}>
              {tag}
            </option>
          ))}
        </datalist>
      </form>
    </div>
  )
}
