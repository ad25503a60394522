import { actorOf } from '../auth/principal.js';
import type { Handlers } from '../http/contract.js';
import { shown, written } from '../http/replies.js';
import type { ModelService } from './service.js';

type ModelOperations =
  | 'getModel'
  | 'replaceModel'
  | 'updateModel'
  | 'deleteModel'
  | 'upsertModel'
  | 'getDefinition'
  | 'explainModel'
  | 'lookupModels';

/** Where a model is found; names are encoded whole, so that none of their characters means anything in a URL. */
const pathOf = (name: string): string => `/api/models/${name.split('/').map(encodeURIComponent).join('/')}`;

/** Operations on one model by name. */
export function createModelHandlers(models: ModelService): Pick<Handlers, ModelOperations> {
  return {
    async getModel({ path }, { layers }) {
      const { model_name: name } = path;
      const model = await models.get(layers, name);
      // What an alias answers is not of one name alone.
      const about = model.name === name ? { model: name } : {};
      return { status: 200, ...shown(model), ...about };
    },

    async replaceModel({ path, body, precondition }, { principal }) {
      const { model_name: name } = path;
      const committed = await models.replace(actorOf(principal), name, body, precondition);
      return { status: 200, ...written(committed) };
    },

    async updateModel({ path, body, precondition }, { principal }) {
      const { model_name: name } = path;
      const committed = await models.update(actorOf(principal), name, body, precondition);
      return { status: 200, ...written(committed) };
    },

    async deleteModel({ path, precondition }, { principal }) {
      const { revision } = await models.remove(actorOf(principal), path.model_name, precondition);
      return { status: 204, body: undefined, revision };
    },

    async upsertModel({ body, precondition, createOnly }, { principal }) {
      const committed = await models.upsert(actorOf(principal), body, precondition, createOnly);
      const answer = written(committed);
      if (!committed.value.created) return { status: 200, ...answer };
      return { status: 201, ...answer, headers: { Location: pathOf(body.model_name) } };
    },

    async getDefinition({ path }, { layers }) {
      return { status: 200, ...shown(await models.definition(layers, path.model_name)) };
    },

    async explainModel({ path }, { layers }) {
      return { status: 200, ...shown(await models.explain(layers, path.model_name)) };
    },

    async lookupModels({ body }, { layers }) {
      return { status: 200, body: await models.lookup(layers, body.model_names) };
    },
  };
}
