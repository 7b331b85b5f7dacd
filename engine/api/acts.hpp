// Acts of people, as JSON over the local socket: how the CLI reaches a running engine, which alone may write.
//
// Request: `{"kind":"assess","by":{"kind":"analyst","name":"a.bakker"},"subject":12,"slug":"","argument":"illegal_national",
// "until":"2030-01-01T10:00:00Z","at":"2030-01-01T10:00:00Z","ticket":"","reason":"","break_glass":false}`; all but `kind` and `by` may be left
// out. Answer: `{"done":true,"answer":""}`; 202 and `{"done":false,"approval":7,"detail":"…"}` where it waits for a second person; or a problem
// document whose detail is the plain words of the refusal.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/api/routes.hpp"
#include "engine/core/result.hpp"
#include "engine/runtime/loop.hpp"
#include "engine/runtime/work.hpp"

namespace redress::api {

[[nodiscard]] std::string act_json(const runtime::Act& act);
/// The error is one sentence that names the field. Unknown and repeated members are refused, and actors that are no people.
[[nodiscard]] Result<runtime::Act, std::string> read_act(std::string_view json);
/// What POST /acts answered, for whoever asked.
[[nodiscard]] runtime::ActResult read_act_result(int status, std::string_view body);

/// Does an act and says how it went; nothing when the engine did not come to it in time (it may still do it).
using ActDoer = std::function<std::optional<runtime::ActResult>(const runtime::Act&)>;
/// Through the loop, urgent. `loop` outlives every call.
[[nodiscard]] ActDoer act_through(runtime::Loop& loop, Milliseconds real_time_max = Milliseconds{20'000});

/// POST `/acts`, for the local socket alone.
void add_acts(Routes& routes, ActDoer doer);

}  // namespace redress::api
