import type { ChatReport } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { SelectField } from '../../components/field.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'

const POINTS = [5, 4, 3, 2, 1] as const

/** How much work it is to keep each subject going: only a person can tell. */
export function Maintenance({ report }: { readonly report: ChatReport }): JSX.Element {
  const t = useTranslations('evaluation')
  const [points, setPoints] = useState<Readonly<Record<string, number>>>({})
  const set = useCommand('setMaintenance', { changes: ['chatReport'], onError: useFailureToast() })
  const change = (label: string, value: number): void => {
    const next = { ...points, [label]: value }
    setPoints(next)
    set.mutate({ params: { id: report.run.id }, body: { points: next } })
  }
  return (
    <details className="mt-4">
      <summary className="cursor-pointer text-sm text-accent">{t('maintenanceAsk')}</summary>
      <div className="mt-2 grid gap-3 sm:grid-cols-2">
        {report.subjects.map(({ label }) => (
          <SelectField
            key={label}
            label={label}
            value={points[label] ?? ''}
            onChange={({ target }) => change(label, Number(target.value))}
          >
            <option value="" disabled>
              {t('choose')}
            </option>
            {POINTS.map((value) => (
              <option key={value} value={value}>
                {t(`maintenance.${value}`)}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
    </details>
  )
}
