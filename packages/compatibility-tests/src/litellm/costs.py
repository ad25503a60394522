"""Takes calls as JSON, and answers what LiteLLM's own calculator says that each of them cost."""

import json
import sys

import litellm
from litellm.litellm_core_utils.get_model_cost_map import get_model_cost_map_source_info
from litellm.types.utils import ModelResponse, PromptTokensDetailsWrapper, Usage


def usage(tokens):
    return Usage(
        prompt_tokens=tokens["input_tokens"],
        completion_tokens=tokens["output_tokens"],
        total_tokens=tokens["input_tokens"] + tokens["output_tokens"],
        prompt_tokens_details=PromptTokensDetailsWrapper(
            cached_tokens=tokens["cached_tokens"],
            cache_creation_tokens=tokens["cache_write_tokens"],
        ),
    )


def cost(call):
    response = ModelResponse(model=call["model"], usage=usage(call["usage"]))
    return litellm.completion_cost(response, model=call["model"], base_model=call.get("base_model"))


# It would print advice among the answers.
litellm.suppress_debug_info = True

calls = json.loads(sys.argv[1])
json.dump(
    {
        "source": get_model_cost_map_source_info(),
        "names": list(litellm.model_cost),
        "costs": [cost(call) for call in calls],
    },
    sys.stdout,
)
