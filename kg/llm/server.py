"""Server: one question to a language model behind the OpenAI chat protocol, and its answer as text."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address

import httpx

from ..errors import UnreadableError, UsageError

_MOST_BYTES = 1_000_000
_REFUSED = frozenset([400, 422, 500, 501])
"""What servers answer to a form of response that they do not know; llama.cpp's says 500."""


@dataclass(frozen=True)
class Model:
    """A model and where it is served: `url` ends before /chat/completions; an answer may take `seconds`."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    seconds: float = 120.0


def model_of(environment: Mapping[str, str]) -> Model:
    """Return the model that KG_LLM_URL, KG_LLM_MODEL and KG_LLM_KEY name; there is no default address.

    Raise UsageError for what is missing, and for a key that would go in the clear to another machine.
    """
    url, name = (_given(environment, key) for key in ("KG_LLM_URL", "KG_LLM_MODEL"))
    key = environment.get("KG_LLM_KEY", "")
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise UsageError(f"KG_LLM_URL: {url!r}: {error}; give an address such as {_EXAMPLE}") from error
    if address.scheme not in ("http", "https") or not address.host:
        raise UsageError(f"KG_LLM_URL: {url!r}: not an http address; give one such as {_EXAMPLE}")
    if key and address.scheme == "http" and not _is_loopback(address.host):
        raise UsageError(f"KG_LLM_URL: {url!r}: the key would be sent in the clear; use https")
    return Model(url.rstrip("/"), name, key)


_EXAMPLE = "http://127.0.0.1:8080/v1"


def ask(model: Model, instruction: str, text: str, schema: Mapping[str, object], client: httpx.Client) -> str:
    """Return the model's answer at temperature 0; raise UnreadableError with the reason if there is none in full."""
    messages = [{"role": "system", "content": instruction}, {"role": "user", "content": text}]
    body = {"model": model.name, "temperature": 0, "stream": False, "messages": messages}
    try:
        for form in _forms(schema):
            status, content = _post(model, body | form, client)
            if status not in _REFUSED:
                break
    except (httpx.HTTPError, httpx.StreamError) as error:
        raise UnreadableError(f"{model.url}: {error or type(error).__name__}; check that the server runs") from error
    if status != 200:
        words = content[:200].decode("utf-8", "replace").strip()
        raise UnreadableError(f"{model.url}: status {status}: {words!r}; check the address, the model and the key")
    return _message(model, content)


def _forms(schema: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Ways to ask for JSON, the tightest first: not every server knows each."""
    named = {"name": "facts", "strict": True, "schema": schema}
    yield {"response_format": {"type": "json_schema", "json_schema": named}}
    yield {"response_format": {"type": "json_object"}}
    yield {}


def _post(model: Model, body: Mapping[str, object], client: httpx.Client) -> tuple[int, bytes]:
    """Status and body of an answer, read no further and no longer than allowed."""
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {model.key}"} if model.key else {})
    until, content = time.monotonic() + model.seconds, bytearray()
    address = f"{model.url}/chat/completions"
    with client.stream("POST", address, json=body, headers=headers, timeout=model.seconds) as response:
        for part in response.iter_bytes():
            content += part
            if len(content) > _MOST_BYTES:
                raise UnreadableError(f"{model.url}: the answer is larger than {_MOST_BYTES:,} bytes; it is not read")
            if time.monotonic() > until:
                raise UnreadableError(f"{model.url}: no whole answer in {model.seconds:g} s; use a faster model")
    return response.status_code, bytes(content)


def _message(model: Model, content: bytes) -> str:
    try:
        choice = json.loads(content)["choices"][0]
        text, reason = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(f"{model.url}: the answer is not of the chat protocol: {error!r:.80}") from error
    if not isinstance(text, str) or reason == "length":
        raise UnreadableError(f"{model.url}: the answer is cut off or empty; give the model more room")
    return text


def _given(environment: Mapping[str, str], key: str) -> str:
    value = environment.get(key, "").strip()
    if not value:
        raise UsageError(f"{key}: not set; give the address in KG_LLM_URL ({_EXAMPLE}) and the name in KG_LLM_MODEL")
    return value


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
