import { costOf, createClient, type LiveModels, type Model, supports } from '@llm-registry/client';

const registry = createClient({ baseUrl: 'http://127.0.0.1:4080' });

// Each line below is a mistake. If the compiler does not see one, it complains about the expectation instead.
// @ts-expect-error a misspelt field
registry.replaceModel({ model_name: 'm', input_cots: 1 });
// @ts-expect-error a cost is a number or null
registry.updateModel({ model_name: 'm', input_cost: '1' });
// @ts-expect-error a flag is 0, 1 or null
registry.upsertModel({ model_name: 'm', function_call: true });
// @ts-expect-error the name is missing
registry.deleteModel({});
// @ts-expect-error a misspelt option of a read
registry.getModel({ model_name: 'm' }, { ifNonMatch: '"e"' });
// @ts-expect-error keys have no ETag
registry.deleteKey({ key_id: 'k' }, { ifMatch: '"e"' });
// @ts-expect-error no field of this name can be sorted by
registry.listModelsPage({ sort_by: 'prize' });
// @ts-expect-error there is no such operation
registry.renameModel({ model_name: 'm' });
// @ts-expect-error an answer has no field of this name
registry.getModel({ model_name: 'm' }).then((model) => model.price);

declare const models: LiveModels;
// @ts-expect-error a name may mean nothing
models.get('m').model_name;
// @ts-expect-error there is no such event
models.on('changed', () => {});
// @ts-expect-error what was before may be nothing
models.on('change', ({ previous }) => previous.model_name);
// @ts-expect-error the revision is the registry's
models.revision = 1;
// @ts-expect-error a file is given as a store
registry.live({ store: '/var/lib/models.json' });

declare const model: Model;
// @ts-expect-error the cached tokens are missing
costOf(model, { input_tokens: 1, output_tokens: 1, cache_write_tokens: 0 });
// @ts-expect-error a cost may be unknown, and then there is no number
costOf(model, { input_tokens: 1, cached_tokens: 0, cache_write_tokens: 0, output_tokens: 1 }).usd;
// @ts-expect-error an answer is a word: no is not false
if (supports(model, 'tools') === true) console.log('calls tools');
