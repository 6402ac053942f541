"""Plain clients to compare with: the calls of econ-fixed with three agents, one after the other or with asyncio.

Usage: benchmark_clients.py sequential|asyncio URL PROBLEMS CONCURRENCY
Prints one JSON line with calls and CPU seconds; what the server saw stands in its /stats.
"""

import asyncio
import http.client
import json
import resource
import sys
import urllib.parse

SYSTEM = "You solve problems carefully."


def body(text, seed, max_tokens):
    return {
        "model": "load",
        "messages": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": text}],
        "temperature": 0.8,
        "top_p": 0.9,
        "max_tokens": max_tokens,
        "seed": seed,
    }


def question(number):
    return f"How many are {number} and 3? Follow the strategy where it helps and work step by step."


def content(answer):
    return answer["choices"][0]["message"]["content"]


def sequential(url, problems):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port)

    def ask(text, seed, max_tokens):
        connection.request(
            "POST",
            parts.path + "/chat/completions",
            json.dumps(body(text, seed, max_tokens)),
            {"Content-Type": "application/json"},
        )
        return content(json.loads(connection.getresponse().read()))

    for number in range(problems):
        strategy = ask(question(number), number, 70)
        answers = [ask(question(number) + strategy, number * 3 + agent, 512) for agent in range(3)]
        ask(question(number) + strategy + "".join(answers), number, 256)


async def concurrent(url, problems, concurrency):
    import aiohttp

    gate = asyncio.Semaphore(concurrency)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def ask(text, seed, max_tokens):
            async with gate:
                async with session.post(url + "/chat/completions", json=body(text, seed, max_tokens)) as response:
                    return content(await response.json())

        async def play(number):
            strategy = await ask(question(number), number, 70)
            answers = await asyncio.gather(
                *(ask(question(number) + strategy, number * 3 + agent, 512) for agent in range(3))
            )
            await ask(question(number) + strategy + "".join(answers), number, 256)

        await asyncio.gather(*(play(number) for number in range(problems)))


def main():
    kind, url, problems, concurrency = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    if kind == "sequential":
        sequential(url, problems)
    else:
        asyncio.run(concurrent(url, problems, concurrency))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"calls": 5 * problems, "cpu_s": usage.ru_utime + usage.ru_stime}))


if __name__ == "__main__":
    main()
