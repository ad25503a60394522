"""Creates, prices, reads and lists a model of a registry, with a client that openapi-generator made."""

import os

from llm_registry import ApiClient, Configuration, ListsApi, ModelReplacement, ModelsApi, ModelUpsert, SortBy
from llm_registry.exceptions import NotFoundException

NAME = "acme/Schöne Grüße/für alle"  # slashes, spaces and umlauts are fine
configuration = Configuration(host=os.environ["REGISTRY_URL"], access_token=os.environ["REGISTRY_KEY"])

with ApiClient(configuration) as client:
    models, lists = ModelsApi(client), ListsApi(client)

    # POST: everything but the price is inherited from the base.
    created = models.upsert_model(ModelUpsert(model_name=NAME, base_model_name="gpt-4o-mini", input_cost=0))
    print("free input:", created.input_cost, "- inherited window:", created.max_context_window)
    print("unknown price of cache writes:", created.cache_creation_input_cost)

    # GET, with the tag of what was read; PUT happens only if it is still the same.
    read = models.get_model_with_http_info(NAME)
    price = ModelReplacement(base_model_name="gpt-4o-mini", input_cost=0.12, function_call=None, image_support=0)
    replaced = models.replace_model(NAME, price, if_match=read.headers["ETag"])
    print("replaced:", replaced.input_cost, replaced.function_call, replaced.image_support)
    print("takes tools:", replaced.supported_params["tools"].actual_instance)

    # A list, newest first.
    page = lists.list_models_page(page_size=2, sort_by=SortBy.MINUS_CREATED_AT)
    print("newest of", page.count, "is", page.results[0].model_name)

    # An error carries the registry's own code, and a sentence that says what to do.
    try:
        models.get_model("acme/grüße")
    except NotFoundException as error:
        print(error.status, error.data.code.value, "-", error.data.detail)
