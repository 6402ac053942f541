"""Renders chat templates as Hugging Face transformers does, for ChatTemplateFormatTest.

The templates have the shapes that widely used models bring. Usage:
python src/test/python/make_chat_templates.py src/test/resources/chat-templates.json
"""

import json
import sys

import jinja2
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

TEMPLATES = {
    "chatml": (
        "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
        "{{ '<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n' }}{% endif %}"
        "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}"
        "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
    ),
    "qwen": (
        "{%- if tools %}\n    {{- '<|im_start|>system\\n' }}\n{%- else %}\n"
        "    {%- if messages[0]['role'] == 'system' %}\n"
        "        {{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}\n"
        "    {%- else %}\n"
        "        {{- '<|im_start|>system\\nYou are Qwen.<|im_end|>\\n' }}\n"
        "    {%- endif %}\n{%- endif %}\n"
        "{%- for message in messages %}\n"
        '    {%- if (message.role == "user") or (message.role == "system" and not loop.first)'
        ' or (message.role == "assistant" and not message.tool_calls) %}\n'
        "        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>'"
        " + '\\n' }}\n"
        "    {%- endif %}\n{%- endfor %}\n"
        "{%- if add_generation_prompt %}\n    {{- '<|im_start|>assistant\\n' }}\n{%- endif %}\n"
    ),
    "llama-3": (
        "{% set loop_messages = messages %}{% for message in loop_messages %}"
        "{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'"
        "+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}"
        "{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}"
        "{% if add_generation_prompt %}"
        "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
    ),
    "llama-2": (
        "{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}"
        "{% set system_message = messages[0]['content'] %}{% else %}"
        "{% set loop_messages = messages %}{% set system_message = false %}{% endif %}"
        "{% for message in loop_messages %}"
        "{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
        "{{ raise_exception('Conversation roles must alternate user/assistant/...') }}{% endif %}"
        "{% if loop.index0 == 0 and system_message != false %}"
        "{% set content = '<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' +"
        " message['content'] %}{% else %}{% set content = message['content'] %}{% endif %}"
        "{% if message['role'] == 'user' %}"
        "{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}"
        "{% elif message['role'] == 'assistant' %}"
        "{{ ' '  + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}"
    ),
    "zephyr": (
        "{% for message in messages %}\n{% if message['role'] == 'user' %}\n"
        "{{ '<|user|>\n' + message['content'] + eos_token }}\n"
        "{% elif message['role'] == 'system' %}\n"
        "{{ '<|system|>\n' + message['content'] + eos_token }}\n"
        "{% elif message['role'] == 'assistant' %}\n"
        "{{ '<|assistant|>\n'  + message['content'] + eos_token }}\n{% endif %}\n"
        "{% if loop.last and add_generation_prompt %}\n{{ '<|assistant|>' }}\n{% endif %}\n"
        "{% endfor %}"
    ),
    "gemma": (
        "{{ bos_token }}{% if messages[0]['role'] == 'system' %}"
        "{{ raise_exception('System role not supported') }}{% endif %}"
        "{% for message in messages %}"
        "{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
        "{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...')"
        " }}{% endif %}{% if (message['role'] == 'assistant') %}{% set role = 'model' %}"
        "{% else %}{% set role = message['role'] %}{% endif %}"
        "{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}"
        "{% endfor %}{% if add_generation_prompt %}{{'<start_of_turn>model\n'}}{% endif %}"
    ),
    "phi-3": (
        "{% for message in messages %}{% if message['role'] == 'system' and message['content'] %}"
        "{{'<|system|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'user' %}"
        "{{'<|user|>\n' + message['content'] + '<|end|>\n'}}"
        "{% elif message['role'] == 'assistant' %}"
        "{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}{% endif %}{% endfor %}"
        "{% if add_generation_prompt %}{{ '<|assistant|>\n' }}"
        "{% else %}{{ eos_token }}{% endif %}"
    ),
    "mistral": (
        "{{ bos_token }}{% for message in messages %}"
        "{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] + ' [/INST]' }}"
        "{% elif message['role'] == 'assistant' %}{{ message['content'] + eos_token}}"
        "{% elif message['role'] == 'system' %}{{ message['content'] + '\n\n' }}"
        "{% else %}{{ raise_exception('Only user and assistant roles are supported!') }}{% endif %}"
        "{% endfor %}"
    ),
    "llama-3.2": (
        "{{- bos_token }}\n{%- if custom_tools is defined %}\n"
        "    {%- set tools = custom_tools %}\n{%- endif %}\n"
        "{%- if not date_string is defined %}\n    {%- if strftime_now is defined %}\n"
        '        {%- set date_string = strftime_now("%d %b %Y") %}\n    {%- else %}\n'
        '        {%- set date_string = "26 Jul 2024" %}\n    {%- endif %}\n{%- endif %}\n'
        "{%- if not tools is defined %}\n    {%- set tools = none %}\n{%- endif %}\n\n"
        "{#- The system message goes into its own place. #}\n"
        "{%- if messages[0]['role'] == 'system' %}\n"
        "    {%- set system_message = messages[0]['content']|trim %}\n"
        "    {%- set messages = messages[1:] %}\n{%- else %}\n"
        '    {%- set system_message = "" %}\n{%- endif %}\n\n'
        '{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}\n'
        "{%- if tools is not none %}\n"
        '    {{- "Environment: ipython\\n" }}\n{%- endif %}\n'
        '{{- "Today Date: " + date_string + "\\n\\n" }}\n'
        '{{- system_message }}\n{{- "<|eot_id|>" }}\n\n'
        "{%- for message in messages %}\n"
        "    {%- if not (message.role == 'ipython' or message.role == 'tool' or"
        " 'tool_calls' in message) %}\n"
        "        {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+"
        " message['content'] | trim + '<|eot_id|>' }}\n    {%- elif 'tool_calls' in message %}\n"
        '        {{- raise_exception("no tools") }}\n    {%- endif %}\n{%- endfor %}\n'
        "{%- if add_generation_prompt %}\n"
        "    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}\n{%- endif %}\n"
    ),
    "strings": (
        "{%- for message in messages %}\n"
        "    {%- if message.content is string and message.content.startswith(' What') %}\n"
        "        {{- message.content.lstrip() + '|' + message.content.rstrip() + '|' }}\n"
        "    {%- elif message.content.endswith('?') %}\n"
        "        {{- message.content.upper() ~ message.content.lower() }}\n"
        "    {%- elif message.role == 'system' %}\n"
        "        {{- message.content.replace('step', 'bit') }}\n"
        "    {%- else %}\n        {{- message.content.split('is')[-1] }}\n"
        "    {%- endif %}\n{%- endfor %}\n"
    ),
    "namespace": (
        "{%- set ns = namespace(found=false, system='') -%}\n"
        "{%- for message in messages -%}\n"
        "    {%- if message['role'] == 'system' -%}\n"
        "        {%- set ns.found = true -%}\n"
        "        {%- set ns.system = message['content'] -%}\n"
        "    {%- endif -%}\n{%- endfor -%}\n"
        "{{ bos_token }}{% if ns.found %}{{ ns.system | trim }}{% endif %}\n"
        "{%- for message in messages -%}\n    {%- if message['role'] != 'system' -%}\n"
        "    {{ '<' ~ message.role ~ '>' ~ message.content ~ '</' ~ message.role ~ '>' }}\n"
        "    {%- endif -%}\n{%- endfor -%}\n"
        "{%- if add_generation_prompt -%}{{ '<assistant>' }}{%- endif -%}\n"
    ),
}

QUESTION = {"role": "user", "content": " What is 3 < 4 & \"5\"? \nThink.\\boxed{} {{ x }} "}
CONVERSATIONS = {
    "question": [QUESTION],
    "system": [{"role": "system", "content": "Work step by step."}, QUESTION],
    "turns": [
        QUESTION,
        {"role": "assistant", "content": "3 is less.\n"},
        {"role": "user", "content": "Why?"},
    ],
    "twice": [QUESTION, QUESTION],
}


def render(template: str, messages: list) -> dict:
    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols]
    )
    environment.globals["raise_exception"] = raise_exception
    try:
        prompt = environment.from_string(template).render(
            messages=messages, add_generation_prompt=True, bos_token="<s>", eos_token="</s>"
        )
        return {"prompt": prompt}
    except jinja2.exceptions.TemplateError as e:
        return {"error": str(e)}


if __name__ == "__main__":
    cases = [
        {
            "name": f"{name} {conversation}",
            "template": template,
            "messages": messages,
            **render(template, messages),
        }
        for name, template in TEMPLATES.items()
        for conversation, messages in CONVERSATIONS.items()
    ]
    with open(sys.argv[1], "w") as file:
        json.dump(cases, file, indent=1)
        file.write("\n")
