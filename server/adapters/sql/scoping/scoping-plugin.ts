import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely'
import { currentScope } from '../../../kernel/access/access-scope.ts'
import { ScopeTransformer } from './scope-transformer.ts'

/**
 * The one place where a query is narrowed to what the one may see on whose behalf it runs: whatever a module asks for, rows of others
 * are not there. Part of the store only where there are others.
 */
export class ScopingPlugin implements KyselyPlugin {
  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return new ScopeTransformer(currentScope()).transformNode(node, queryId)
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return await Promise.resolve(result)
  }
}
