import type { RetrievalReport } from '@learnpath/contracts'
import type { RunKind, RunWork } from '../runs/run-kind.ts'
import { corpusOf, countPassages, passagesOf } from './evaluated-corpus.ts'
import { chooseQuestions, type EvaluatedQuestions } from './evaluated-questions.ts'
import { fillVectors } from './fill-vectors.ts'
import { nameSubjects } from './name-subject.ts'
import { formsOf, openSubjects } from './open-subjects.ts'
import { buildReport } from './report/build-report.ts'
import type { RetrievalLabDependencies } from './retrieval-dependencies.ts'
import { RetrievalRunConfig } from './run-config.ts'
import { searchQuestions } from './search-questions.ts'

interface Beginning {
  readonly evaluated: EvaluatedQuestions
  /** Last change of the library. */
  readonly sequence: number
}

const BEGINNING = 'beginning'

/** The questions with their places, looked up once: an interrupted comparison goes on with the same ones. */
async function beginningOf(
  deps: RetrievalLabDependencies,
  work: RunWork,
  { request }: RetrievalRunConfig,
): Promise<Beginning> {
  const known = (await work.result(BEGINNING)) as Beginning | undefined
  if (known !== undefined) return known
  const evaluated = chooseQuestions(await deps.labels.get(request.labelSetId), request)
  const beginning = { evaluated, sequence: await deps.library.latestSequence() }
  await work.putResult(BEGINNING, beginning)
  return beginning
}

async function compare(deps: RetrievalLabDependencies, work: RunWork): Promise<RetrievalReport> {
  const startedAt = deps.clock.monotonicMs()
  const config = RetrievalRunConfig.parse(work.run.config)
  const { request } = config
  const subjects = nameSubjects(request.subjects, deps.models.defaultPrecision)
  const { evaluated, sequence: begunAt } = await beginningOf(deps, work, config)
  const corpus = await corpusOf(deps, request.collections ?? evaluated.collections)
  const passages = await countPassages(deps, corpus.documentIds)
  const sequence = await deps.library.latestSequence()
  const forms = formsOf(subjects)
  const total = forms.length * passages + evaluated.questions.length * subjects.length
  let done = 0
  const onProgress = (pieces: number): void => {
    done += pieces
    work.tell(done, total)
  }
  work.tell(0, total)
  const runId = work.run.id
  const { documentIds } = corpus
  const filled = await fillVectors(deps, work, { runId, forms, documentIds, sequence, onProgress })
  try {
    const open = await openSubjects(deps, subjects, filled.vectorsOf)
    const labelled = new Set(evaluated.questions.flatMap(({ labels }) => labels.map((label) => label.documentId)))
    await searchQuestions(deps, work, {
      questions: evaluated.questions,
      unit: evaluated.set.unit,
      subjects: open,
      filters: corpus.isPart ? { collections: [...corpus.collections] } : undefined,
      passages: await passagesOf(deps, labelled),
      onDone: onProgress,
    })
    const changed = (await deps.library.latestSequence()) !== begunAt
    return await buildReport(deps, {
      request,
      evaluated,
      corpus: {
        collections: [...corpus.collections],
        documents: documentIds.length,
        passages,
        changedWhileRunning: changed,
      },
      open,
      indexing: filled.figures,
      results: await work.results(),
      tookSeconds: (deps.clock.monotonicMs() - startedAt) / 1000,
    })
  } finally {
    for (const { index } of filled.vectorsOf.values()) await index.close()
  }
}

/** Comparing ways to search on labelled questions, with vectors of its own: what serves stays as it is. */
export function createRetrievalKind(deps: RetrievalLabDependencies): RunKind {
  return {
    kind: 'retrieval',
    work: async (work) => await compare(deps, work),
    describe(run) {
      const { request } = RetrievalRunConfig.parse(run.config)
      const subjects = nameSubjects(request.subjects, deps.models.defaultPrecision)
      return { questionSet: request.labelSetId, subjects: subjects.map(({ name }) => name) }
    },
    discard: async (runId) => await deps.trials.sweep((name) => !name.startsWith(`${runId} `)),
  }
}
