import type { Kind } from './furnished-people.double.ts'
import { textOf, type NamedPlace } from './named-places.double.ts'

/** Why a text that is given names nothing of somebody. */
type Nobodys =
  /** It is looked at as words, or stored as they are. */
  | 'words'
  /** Of the whole installation: who may ask may name it. */
  | 'installation'
  /** Within one thing that is looked up by its own id. */
  | 'part'

/** Places in paths, by what stands before them. The longest that fits counts. */
const OF_PATHS: Readonly<Record<string, Kind | Nobodys>> = {
  '/collections/{id}': 'collection',
  '/documents/{id}': 'document',
  '/watches/{id}': 'watch',
  '/conversations/{id}': 'conversation',
  '/concepts/{id}': 'concept',
  '/graph/entities/{id}': 'entity',
  '/graph/relations/{id}': 'relation',
  '/graph/reviews/{id}': 'merge review',
  '/graph/extractions/{id}': 'extraction',
  '/plans/{id}': 'plan',
  '/plans/{id}/modules/{moduleId}': 'part',
  '/quizzes/{id}': 'quiz',
  '/quiz-items/{id}': 'quiz item',
  '/quiz-answers/{id}': 'quiz answer',
  '/cards/{id}': 'card',
  '/evaluation/label-sets/{id}': 'label set',
  '/evaluation/label-sets/{id}/questions/{questionId}': 'part',
  '/evaluation/question-sets/{id}': 'question set',
  '/evaluation/question-sets/chat/{id}': 'question set',
  '/evaluation/runs/{id}': 'run',
  '/evaluation/runs/{id}/ratings/{ratingId}': 'rating',
  '/account/sessions/{id}': 'session',
  '/account/keys/{id}': 'key',
  '/workspace/keys/{id}': 'key of a member',
  '/members/{id}': 'member',
  '/invitations/{id}': 'invitation',
  '/jobs/{id}': 'installation',
  '/models/{id}': 'installation',
  '/generations/{id}': 'installation',
  '/workspaces/{id}': 'installation',
  '/users/{id}': 'installation',
}

const OF_FIELDS: Readonly<Record<string, Kind>> = {
  cardId: 'card',
  collection: 'collection',
  collections: 'collection',
  conceptIds: 'concept',
  prerequisiteId: 'concept',
  documentId: 'document',
  documentIds: 'document',
  entityIds: 'entity',
  nameIds: 'entity name',
  itemId: 'quiz item',
  itemIds: 'quiz item',
  labelSetId: 'label set',
  parentId: 'turn',
  questionSet: 'question set',
  quizId: 'quiz',
  turnId: 'turn',
  user: 'user',
  workspace: 'workspace',
}

/** Fields that mean something else at some addresses. */
const OF_PLACES: Readonly<Record<string, Kind | Nobodys>> = {
  'deleteDocuments body ids.[]': 'document',
  'graphPath query from': 'entity',
  'graphPath query to': 'entity',
  'openAiEmbeddings body user': 'words',
  'installationAuditLog query user': 'installation',
  'addMember body user': 'installation',
}

const PARTS = new Set(['dropModuleIds', 'moduleId', 'pairId', 'questionId', 'sessionId', 'subject'])
const INSTALLATION = new Set(['chain', 'file', 'folder', 'kind', 'model', 'subjectId'])
const WORDS = new Set(
  `after aliases answer answerText answers back baseline case code contains content current deadline deck email error
  front goal id ignore input inputs kinds label language languages license measure name note options passage
  password path q query question quote rater recommendedUse repository return revision rule sha256 startDate startsAt
  state stem style suite tag tags text texts timeZone title token version yaml`.split(/\s+/u),
)

/** What is named there; null: nobody has said it yet. */
export function kindAt(place: NamedPlace): Kind | Nobodys | null {
  if (place.where === 'path') return OF_PATHS[place.name] ?? null
  return OF_PLACES[textOf(place)] ?? kindOfField(place.name)
}

/** What a field of that name names, as a rule; null: nobody has said it yet. */
export function kindOfField(name: string): Kind | Nobodys | null {
  const given = OF_FIELDS[name]
  if (given !== undefined) return given
  if (PARTS.has(name)) return 'part'
  if (INSTALLATION.has(name)) return 'installation'
  return WORDS.has(name) ? 'words' : null
}

export const isKind = (kind: Kind | Nobodys | null): kind is Kind =>
  kind !== null && kind !== 'words' && kind !== 'installation' && kind !== 'part'
