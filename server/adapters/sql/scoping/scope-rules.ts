import type { DatabaseSchema } from '../../../ports/database-schema.ts'
import type { TableName } from '../stored-tables.ts'

/** Rows that are seen by whoever sees the row they hang on. */
interface Through {
  readonly column: string
  readonly table: TableName
  readonly key: string
}

/**
 * Who sees a table's rows. `collection`: the workspace, or the member who keeps it to himself. `through`: whoever sees another row.
 * `personal`: the member whose they are, while he sees what they hang on. `workspace`: its members. `system`: those of the whole installation;
 * which requests read them is decided by what each address demands.
 */
export type ScopeRule =
  | { readonly kind: 'collection' | 'workspace' | 'system' }
  | { readonly kind: 'personal'; readonly through: Through | null }
  | { readonly kind: 'through'; readonly through: Through }

type Columns<Table extends TableName> = keyof DatabaseSchema[Table] & string
type Rules = { readonly [Table in TableName]: RuleOf<Table> }
type RuleOf<Table extends TableName> =
  | ScopeRule
  | { readonly kind: 'through'; readonly through: Through & { readonly column: Columns<Table> } }

const SYSTEM = { kind: 'system' } as const
const WORKSPACE = { kind: 'workspace' } as const
const PERSONAL = { kind: 'personal', through: null } as const

const by = <Column extends string>(column: Column, table: TableName, key = 'id') =>
  ({ kind: 'through', through: { column, table, key } }) as const
const personalBy = <Column extends string>(column: Column, table: TableName) =>
  ({ kind: 'personal', through: { column, table, key: 'id' } }) as const

const BY_COLLECTION = by('collection_id', 'collections')
const BY_DOCUMENT = by('document_id', 'documents')

/** A table without a rule does not compile. */
export const SCOPE_RULES = {
  collections: { kind: 'collection' },
  documents: BY_COLLECTION,
  document_tags: BY_DOCUMENT,
  document_versions: BY_DOCUMENT,
  chunks: BY_DOCUMENT,
  change_log: SYSTEM,
  jobs: SYSTEM,
  watches: BY_COLLECTION,
  embedding_generations: SYSTEM,
  embeddings: BY_DOCUMENT,
  model_choices: SYSTEM,
  concept_analyses: BY_DOCUMENT,
  concept_analysis_parts: by('analysis_id', 'concept_analyses'),
  concept_edits: BY_COLLECTION,
  concept_placements: BY_COLLECTION,
  prerequisite_decisions: BY_COLLECTION,
  concept_collections: BY_COLLECTION,
  concept_follower: SYSTEM,
  quiz_items: BY_DOCUMENT,
  quiz_item_texts: BY_DOCUMENT,
  quiz_item_marks: PERSONAL,
  quizzes: personalBy('collection_id', 'collections'),
  quiz_entries: by('quiz_id', 'quizzes'),
  quiz_answers: PERSONAL,
  cards: PERSONAL,
  review_log: PERSONAL,
  review_parameters: PERSONAL,
  review_settings: PERSONAL,
  mastery_evidence: PERSONAL,
  plans: personalBy('collection_id', 'collections'),
  plan_days: by('plan_id', 'plans'),
  conversations: PERSONAL,
  conversation_turns: by('conversation_id', 'conversations'),
  turn_documents: by('turn_id', 'conversation_turns'),
  question_sets: WORKSPACE,
  evaluation_runs: WORKSPACE,
  evaluation_results: by('run_id', 'evaluation_runs'),
  evaluation_ratings: by('run_id', 'evaluation_runs'),
  language_model_choices: SYSTEM,
  plan_module_names: by('plan_id', 'plans'),
  graph_documents: BY_DOCUMENT,
  graph_chunks: BY_DOCUMENT,
  graph_readings: BY_DOCUMENT,
  graph_name_vectors: BY_COLLECTION,
  graph_collections: BY_COLLECTION,
  graph_follower: SYSTEM,
  graph_entities: BY_COLLECTION,
  graph_entity_names: BY_COLLECTION,
  graph_entity_chunks: by('entity_id', 'graph_entities'),
  graph_relations: BY_COLLECTION,
  graph_relation_evidence: by('relation_id', 'graph_relations'),
  graph_merge_reviews: BY_COLLECTION,
  graph_merge_decisions: BY_COLLECTION,
  graph_model_readings: BY_DOCUMENT,
  graph_extractions: BY_COLLECTION,
  // Who may read of accounts is decided by what each address demands; the identity module names the workspace itself.
  workspaces: SYSTEM,
  users: SYSTEM,
  memberships: SYSTEM,
  sessions: SYSTEM,
  invitations: SYSTEM,
  one_time_tokens: SYSTEM,
  api_keys: SYSTEM,
  sign_in_failures: SYSTEM,
  audit_log: SYSTEM,
} as const satisfies Rules

/** Null: no table of the store, as a name given within a query. */
export const ruleOf = (name: string): ScopeRule | null =>
  Object.hasOwn(SCOPE_RULES, name) ? SCOPE_RULES[name as TableName] : null
