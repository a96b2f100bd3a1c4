import type { ChatReport } from '@learnpath/contracts'
import { InfoCircledIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'

const SHOWN = 3

/** What has to be known so as not to read more into the numbers than there is. */
export function ReportRemarks({ remarks }: Pick<ChatReport, 'remarks'>): JSX.Element | null {
  const t = useTranslations('evaluation')
  const texts = remarks.map(({ code, subject, measure, count }) =>
    t(`remark.${code}`, {
      subject: subject ?? '',
      measure:
        measure !== null && t.has(`measure.${measure}` as 'measure.loadMs')
          ? t(`measure.${measure}` as 'measure.loadMs')
          : (measure ?? ''),
      count: count ?? 0,
    }),
  )
  const distinct = [...new Set(texts)]
  if (distinct.length === 0) return null
  return (
    <section aria-label={t('remarks')} className="flex gap-3 rounded-lg bg-sunken px-4 py-3">
      <InfoCircledIcon aria-hidden className="mt-1 shrink-0 text-soft" />
      <div className="min-w-0 text-sm">
        <ul className="flex flex-col gap-1">
          {distinct.slice(0, SHOWN).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {distinct.length > SHOWN && (
          <details className="mt-1">
            <summary className="cursor-pointer text-accent">
              {t('moreRemarks', { count: distinct.length - SHOWN })}
            </summary>
            <ul className="mt-1 flex flex-col gap-1">
              {distinct.slice(SHOWN).map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  )
}
