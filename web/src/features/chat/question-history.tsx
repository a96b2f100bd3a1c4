import { Cross2Icon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Button, IconButton } from '../../components/button.tsx'
import { useToast } from '../../components/toast.tsx'
import { writeAsk } from './ask-address.ts'
import { askHistory, useAskHistory, type KeptAnswer } from './ask-history.ts'

/** What was asked before in this browser; each leads to its answer. */
export function QuestionHistory({ currentId }: { readonly currentId: string | null }): JSX.Element | null {
  const t = useTranslations('chat')
  const app = useTranslations('app')
  const toast = useToast()
  const all = useAskHistory()
  const shown = all.filter(({ id }) => id !== currentId)
  if (shown.length === 0) return null
  /** Taken away at once, and brought back by the toast. */
  const take = (text: string, action: () => void): void => {
    action()
    toast({ text, action: { label: app('undo'), run: () => askHistory.replace(all) } })
  }
  return (
    <section>
      <header className="mb-2 flex items-center gap-2">
        <h2 className="flex-1 font-semibold">{t('history')}</h2>
        <Button size="small" variant="quiet" onClick={() => take(t('historyCleared'), () => askHistory.replace([]))}>
          {t('clearHistory')}
        </Button>
      </header>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
        {shown.map((kept) => (
          <Earlier
            key={kept.id}
            kept={kept}
            onRemove={() => take(t('questionRemoved'), () => askHistory.remove(kept.id))}
          />
        ))}
      </ul>
      <p className="mt-2 text-xs text-soft">{t('historyNote')}</p>
    </section>
  )
}

function Earlier({ kept, onRemove }: { readonly kept: KeptAnswer; readonly onRemove: () => void }): JSX.Element {
  const t = useTranslations('chat')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const { response, scope, id } = kept
  const asked = new Date(kept.askedAt)
  const address = writeAsk({ ...scope, question: response.question, answerId: id, open: null })
  return (
    <li className="flex items-center gap-2 py-2 pr-2 pl-4">
      <div className="min-w-0 flex-1">
        <Link href={`/ask?${address.toString()}`} className="font-medium">
          {response.question}
        </Link>
        <p className="truncate text-sm text-soft">
          {format.relativeTime(asked, now > asked ? now : asked)}
          {' · '}
          {response.abstained ? t('notFound') : response.answer}
        </p>
      </div>
      <IconButton
        label={t('removeQuestion', { question: response.question })}
        icon={<Cross2Icon />}
        onClick={onRemove}
      />
    </li>
  )
}
