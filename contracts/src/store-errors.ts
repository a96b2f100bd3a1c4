import { error } from './error-entry.ts'

/** Errors of the database, its copies and backups, and of what is made from it. */
export const STORE_ERRORS = {
  LP_STORE_DAMAGED: error(
    500,
    false,
    'The database file is damaged',
    'Restore a backup; the damaged file was left as it is.',
  ),
  LP_STORE_NEWER: error(
    500,
    false,
    'The database was written by a newer LearnPath',
    'Use that version or a newer one.',
  ),
  LP_STORE_FULL: error(
    507,
    true,
    'The disk is full',
    'Free some space and do it again; nothing acknowledged was lost, and what is in already costs nothing.',
  ),
  LP_STORE_UNREACHABLE: error(
    503,
    true,
    'The database cannot be reached',
    'Check that the database server runs and that LEARNPATH_STORE_URL names it; LearnPath goes on as soon as it answers.',
  ),
  LP_STORE_REFUSED: error(
    503,
    false,
    'The database does not let LearnPath in',
    'Check user, password and database in LEARNPATH_STORE_URL, and that the user may create tables.',
  ),
  LP_STORE_COPY_SOURCE_MISSING: error(
    404,
    false,
    'There is no library to copy',
    'Name the data folder with LEARNPATH_HOME.',
  ),
  LP_STORE_COPY_TARGET_USED: error(
    409,
    false,
    'The store to copy into is not empty',
    'Choose an empty database or a new file; nothing was changed.',
  ),
  LP_STORE_COPY_DIFFERS: error(
    500,
    false,
    'The copy is not the same as the store',
    'Stop every LearnPath that uses either store, empty the target and copy again; the source was not changed.',
  ),
  LP_BACKUP_TARGET_EXISTS: error(409, false, 'The backup file exists already', 'Choose another file name.'),
  LP_BACKUP_TARGET_UNUSABLE: error(
    400,
    false,
    'The backup file cannot be written there',
    'Name a file in a folder that exists and that LearnPath may write to.',
  ),
  LP_INDEX_DAMAGED: error(
    500,
    false,
    'The search index is damaged',
    'Run "learnpath rebuild"; the documents themselves are not touched.',
  ),
} as const
