import type { Plan, PlanModule } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Button } from '../../../components/button.tsx'
import { usePlanWords } from '../use-plan-words.ts'
import { useWhy } from '../use-why.ts'
import { ReadingList } from './reading-list.tsx'
import { QuizButton } from './session-actions.tsx'
import { useTellPlan } from './use-tell-plan.ts'

interface ModuleDetailProps {
  readonly plan: Plan
  readonly module: PlanModule
}

/** What a module is for, what it builds on, what to read, and its quiz. */
export function ModuleDetail({ plan, module }: ModuleDetailProps): JSX.Element {
  const t = useTranslations('plans')
  const { tell, isTelling } = useTellPlan(plan.id)
  const { id, title, summary, namedBy, concepts, objectives, reading, quiz, state, damage } = module
  return (
    <div className="flex flex-col gap-4 border-t border-line px-4 py-4">
      {damage !== null && <Damage damage={damage} />}
      {summary !== null && (
        <p>
          {summary} <span className="text-sm text-soft">{t('namedBy', { model: namedBy ?? '' })}</span>
        </p>
      )}
      <Reasons plan={plan} module={module} />
      {objectives.length > 0 && (
        <section>
          <h3 className="text-sm font-medium">{t('objectives')}</h3>
          <ul className="mt-1 list-disc pl-5">
            {objectives.map((objective) => (
              <li key={objective}>{objective}</li>
            ))}
          </ul>
        </section>
      )}
      {concepts.length > 0 && <Concepts concepts={concepts} />}
      <ReadingList plan={plan} module={module} />
      <div className="flex flex-wrap items-center gap-2">
        {reading.length > 0 && (
          <QuizButton
            plan={plan}
            moduleId={id}
            label={t(quiz.quizId === null ? 'quizStart' : 'quizGoOn', { count: quiz.itemCount })}
          />
        )}
        <QuizScore score={quiz.score} />
        {state !== 'done' && (
          <Button
            variant="quiet"
            disabled={isTelling}
            aria-label={t('moduleDoneNamed', { title })}
            onClick={() => tell({ kind: 'module-done', moduleId: id })}
          >
            {t('moduleDone')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Damage({ damage }: { readonly damage: NonNullable<PlanModule['damage']> }): JSX.Element {
  const t = useTranslations('plans')
  const { list } = usePlanWords()
  const { changed, moved, removed } = damage
  const parts = [
    changed > 0 ? t('affectedChanged', { count: changed }) : '',
    moved > 0 ? t('affectedMoved', { count: moved }) : '',
    removed > 0 ? t('affectedRemoved', { count: removed }) : '',
  ]
  return (
    <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      {t('affected', { what: list(parts.filter((part) => part !== '')) })}
    </p>
  )
}

function QuizScore({ score }: { readonly score: number | null }): JSX.Element | null {
  const t = useTranslations('plans')
  const format = useFormatter()
  if (score === null) return null
  return (
    <span className="text-sm text-soft">{t('quizScore', { score: format.number(score, { style: 'percent' }) })}</span>
  )
}

function Reasons({ plan, module }: ModuleDetailProps): JSX.Element {
  const t = useTranslations('plans')
  const why = useWhy()
  const needed = plan.modules.filter(({ id }) => module.needs.includes(id))
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-sm font-medium">{t('whyHere')}</h3>
      <p>{why(plan, module).join(' ')}</p>
      {needed.length > 0 && (
        <p className="text-sm text-soft">
          {t('needs')}{' '}
          {needed.map(({ id, position, title }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <a href={`#${id}`}>
                {position}. {title}
              </a>
            </span>
          ))}
        </p>
      )}
    </section>
  )
}

function Concepts({ concepts }: Pick<PlanModule, 'concepts'>): JSX.Element {
  const t = useTranslations('plans')
  const format = useFormatter()
  return (
    <section>
      <h3 className="text-sm font-medium">{t('concepts')}</h3>
      <ul className="mt-1 flex flex-wrap gap-1.5">
        {concepts.map(({ id, name, mastery }) => (
          <li key={id}>
            <Link
              href={`/concepts/${encodeURIComponent(id)}`}
              className="inline-flex min-h-7 items-center gap-1.5 rounded-full border border-line bg-sunken px-2.5 text-sm no-underline hover:border-accent"
            >
              {name}
              {mastery !== null && (
                <span className="text-xs text-soft">
                  <span className="sr-only">{t('mastery')} </span>
                  {format.number(mastery, { style: 'percent' })}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
