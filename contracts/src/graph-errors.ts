import { error } from './error-entry.ts'

/** Errors of the knowledge graph. */
export const GRAPH_ERRORS = {
  LP_ENTITY_NOT_FOUND: error(
    404,
    false,
    'There is no such entity',
    'List the entities with "learnpath graph entities" or GET /graph/entities.',
  ),
  LP_RELATION_NOT_FOUND: error(
    404,
    false,
    'There is no such relation',
    'Look at the relations of an entity with "learnpath graph entity NAME" or GET /graph/entities/{id}.',
  ),
  LP_MERGE_REVIEW_NOT_FOUND: error(
    404,
    false,
    'There is no such pair of names to decide on',
    'List what waits for a decision with "learnpath graph reviews" or GET /graph/reviews.',
  ),
  LP_EXTRACTION_NOT_FOUND: error(
    404,
    false,
    'There is no such reading by a language model',
    'List them with "learnpath graph extractions" or GET /graph/extractions.',
  ),
  LP_EXTRACTION_NO_MODEL: error(
    409,
    false,
    'No language model is connected',
    'Connect one (see the guide "Connect a language model"); the graph is made by rules until then.',
  ),
  LP_EXTRACTION_RUNNING: error(
    409,
    true,
    'A language model is reading this collection already',
    'Wait until it is done, or stop it with "learnpath graph stop-extraction" or DELETE /graph/extractions/{id}.',
  ),
} as const
