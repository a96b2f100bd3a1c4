import type { Plan } from '@learnpath/contracts'
import { CalendarIcon, FileTextIcon } from '@radix-ui/react-icons'
import { useState, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { addressOf } from '../../../api/request.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { TextField } from '../../../components/field.tsx'

interface ExportDialogProps {
  readonly plan: Plan
  readonly onClose: () => void
}

const LINK =
  'flex min-h-11 items-center gap-2.5 rounded-md border border-line-strong bg-surface px-4 py-2 font-medium text-ink no-underline hover:bg-sunken'

/** The plan for other programs. */
export function ExportDialog({ plan, onClose }: ExportDialogProps): JSX.Element {
  const t = useTranslations('plans')
  const [startsAt, setStartsAt] = useState('')
  const params = { id: plan.id }
  const calendar = addressOf('exportPlan', { params, query: { format: 'ics', startsAt: startsAt || undefined } })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('exportTitle')}>
      <div className="flex flex-col gap-5 pb-3">
        <section className="flex flex-col gap-2">
          <h3 className="font-medium">{t('exportCalendar')}</h3>
          <TextField
            label={t('startsAt')}
            type="time"
            hint={t('startsAtHint')}
            value={startsAt}
            onChange={({ target }) => setStartsAt(target.value)}
          />
          <ExportLink href={calendar} icon={<CalendarIcon aria-hidden />} text={t('exportIcs')} />
        </section>
        <section className="flex flex-col gap-2">
          <h3 className="font-medium">{t('exportDocument')}</h3>
          <a
            href={addressOf('exportPlan', { params, query: { format: 'html' } })}
            target="_blank"
            rel="noreferrer"
            className={LINK}
          >
            <FileTextIcon aria-hidden />
            {t('exportPrint')}
          </a>
          <ExportLink
            href={addressOf('exportPlan', { params, query: { format: 'markdown' } })}
            icon={<FileTextIcon aria-hidden />}
            text={t('exportMarkdown')}
          />
          <ExportLink
            href={addressOf('exportPlan', { params, query: { format: 'json' } })}
            icon={<FileTextIcon aria-hidden />}
            text={t('exportJson')}
          />
        </section>
      </div>
    </Dialog>
  )
}

interface ExportLinkProps {
  readonly href: string
  readonly icon: ReactNode
  readonly text: string
}

function ExportLink({ href, icon, text }: ExportLinkProps): JSX.Element {
  return (
    <a href={href} download className={LINK}>
      {icon}
      {text}
    </a>
  )
}
