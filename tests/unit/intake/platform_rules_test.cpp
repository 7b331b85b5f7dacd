#include "engine/intake/platform_rules.hpp"

#include "engine/intake/item.hpp"
#include "engine/intake/phone.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace redress {
namespace {

std::string to_text(const PlatformThing& thing) { return std::string(name_of(thing.kind)) + " " + thing.platform + " " + thing.name; }

/// "KIND PLATFORM NAME", or "web" for an address that no rule knows.
std::string thing_of(std::string_view spelling) {
  const auto url = canonical_url(spelling);
  if (!url) return "error";
  const auto thing = thing_at(*url);
  return thing ? to_text(*thing) : "web";
}

std::string typed(LocatorKind kind, std::string_view platform, std::string_view text) {
  const auto thing = thing_typed(kind, platform, text);
  if (thing) return to_text(*thing);
  switch (thing.error()) {
    case ThingError::unknown_platform: return "unknown platform";
    case ThingError::not_of_that_kind: return "another kind";
    case ThingError::no_such_name: return "no such name";
    case ThingError::no_country: return "no country";
  }
  return {};
}

struct Spellings {
  const char* thing;
  std::vector<const char*> addresses;
};

const std::vector<Spellings>& spellings() {
  static const std::vector<Spellings> all = {
      {"account instagram example.user",
       {"https://www.instagram.com/example.user/", "http://instagram.com/Example.User",
        "https://m.instagram.com/example.user?igsh=MzRlODBiNWFlZA==", "https://www.instagram.com/_u/example.user",
        "https://ig.me/m/example.user", "https://www.instagram.com/example.user/reels/", "hxxps://www[.]instagram[.]com/example.user#x",
        "https://www.instagram.com//example%2Euser//"}},
      {"message instagram CxExample01",
       {"https://www.instagram.com/p/CxExample01/", "https://instagram.com/reel/CxExample01/?igsh=abc&utm_source=qr",
        "https://www.instagram.com/tv/CxExample01", "https://www.instagram.com/reels/CxExample01/",
        "https://www.instagram.com/example.user/p/CxExample01/", "https://www.instagram.com/p/CxExample01/embed/",
        "https://instagr.am/p/CxExample01", "https://www.instagram.com/example.user/reel/CxExample01/?img_index=2"}},
      {"message instagram cxexample01", {"https://www.instagram.com/p/cxexample01/"}},
      {"message instagram stories/3100000000000000001",
       {"https://www.instagram.com/stories/example.user/3100000000000000001/?utm_medium=share_sheet"}},
      {"message instagram highlights/17900000000000001", {"https://www.instagram.com/stories/highlights/17900000000000001/"}},
      {"web",
       {"https://www.instagram.com/", "https://www.instagram.com/explore/", "https://www.instagram.com/explore/tags/example/",
        "https://www.instagram.com/accounts/login/", "https://www.instagram.com/reels/",
        "https://www.instagram.com/reels/audio/1234567890/", "https://www.instagram.com/direct/inbox/",
        "https://www.instagram.com/share/p/Example01", "https://www.instagram.com/example.user/followers/",
        "https://instagram.com.example/p/CxExample01/", "https://notinstagram.com/p/CxExample01/",
        "https://www.instagram.com:8443/p/CxExample01/", "https://www.instagram.com/exa mple/"}},

      {"account threads example.user",
       {"https://www.threads.net/@example.user", "https://threads.com/@Example.User?xmt=AQ",
        "https://www.threads.com/@example.user/replies"}},
      {"message threads CxExample01",
       {"https://www.threads.net/@example.user/post/CxExample01", "https://www.threads.com/@other/post/CxExample01?xmt=AQ",
        "https://www.threads.net/t/CxExample01/"}},
      {"web", {"https://www.threads.net/", "https://www.threads.net/search", "https://www.threads.net/example.user"}},

      {"account facebook exampleuser",
       {"https://www.facebook.com/example.user", "https://m.facebook.com/ExampleUser/?mibextid=abc", "https://fb.com/exampleuser",
        "https://m.me/example.user", "https://de-de.facebook.com/example.user"}},
      {"account facebook 100000000000001",
       {"https://www.facebook.com/profile.php?id=100000000000001&sk=about", "https://m.facebook.com/profile.php?ref=x&id=100000000000001",
        "https://www.facebook.com/100000000000001", "https://www.facebook.com/people/Example-User/100000000000001/"}},
      {"message facebook video/900000000000001",
       {"https://www.facebook.com/watch/?v=900000000000001", "https://m.facebook.com/watch?ref=x&v=900000000000001",
        "https://www.facebook.com/reel/900000000000001?s=single", "https://www.facebook.com/example.user/videos/900000000000001/",
        "https://www.facebook.com/example.user/videos/a-title/900000000000001", "https://www.facebook.com/video.php?v=900000000000001"}},
      {"message facebook photo/900000000000002",
       {"https://www.facebook.com/photo.php?fbid=900000000000002&set=a.1&type=3", "https://www.facebook.com/photo/?fbid=900000000000002",
        "https://www.facebook.com/example.user/photos/a.1/900000000000002/"}},
      {"message facebook 100000000000001/900000000000003",
       {"https://www.facebook.com/permalink.php?story_fbid=900000000000003&id=100000000000001",
        "https://m.facebook.com/story.php?id=100000000000001&story_fbid=900000000000003",
        "https://www.facebook.com/100000000000001/posts/900000000000003"}},
      {"message facebook exampleuser/900000000000003", {"https://www.facebook.com/example.user/posts/900000000000003?__cft__[0]=x"}},
      {"group facebook groups/example.group",
       {"https://www.facebook.com/groups/example.group/", "https://m.facebook.com/groups/Example.Group?ref=share"}},
      {"message facebook groups/400000000000001/900000000000004",
       {"https://www.facebook.com/groups/400000000000001/posts/900000000000004/",
        "https://m.facebook.com/groups/400000000000001/permalink/900000000000004/?mibextid=x"}},
      {"web",
       {"https://www.facebook.com/", "https://www.facebook.com/login.php", "https://www.facebook.com/marketplace/",
        "https://www.facebook.com/groups/feed/", "https://www.facebook.com/share/v/AbCdEf/", "https://www.facebook.com/profile.php",
        "https://www.facebook.com/photo.php", "https://fb.watch/AbCdEf/", "https://www.facebook.com/sharer.php?u=https://pictures.example/",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fpictures.example%2F"}},

      {"account whatsapp +31612345678",
       {"https://wa.me/31612345678", "https://wa.me/31612345678?text=hello", "https://api.whatsapp.com/send?phone=31612345678&text=x",
        "https://web.whatsapp.com/send/?phone=%2B31612345678", "https://wa.me/+31612345678"}},
      {"group whatsapp AbCdEfGhIjKlMnOpQrStUv",
       {"https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv", "https://chat.whatsapp.com/invite/AbCdEfGhIjKlMnOpQrStUv?mode=wwt"}},
      {"group whatsapp channel/0029VaAbCdEfGhIjKlMnOp",
       {"https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp", "https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp/123"}},
      {"web",
       {"https://wa.me/qr/ABCDEFGHIJKLM1", "https://wa.me/message/ABCDEFGHIJKLM1", "https://www.whatsapp.com/download",
        "https://wa.me/0612345678"}},

      {"account tiktok example.user",
       {"https://www.tiktok.com/@example.user", "https://m.tiktok.com/@Example.User?_t=8abc&_r=1", "https://tiktok.com/%40example.user/"}},
      {"message tiktok 7300000000000000001",
       {"https://www.tiktok.com/@example.user/video/7300000000000000001",
        "https://www.tiktok.com/@other/video/7300000000000000001?is_from_webapp=1&sender_device=pc",
        "https://m.tiktok.com/v/7300000000000000001.html?u_code=x&share_item_id=1", "https://www.tiktok.com/embed/v2/7300000000000000001",
        "https://www.tiktok.com/player/v1/7300000000000000001", "https://www.tiktok.com/@example.user/photo/7300000000000000001",
        "https://www.tiktok.com/@/video/7300000000000000001", "https://www.tiktok.com/share/video/7300000000000000001"}},
      {"web",
       {"https://vm.tiktok.com/ZMabcdefg/", "https://www.tiktok.com/t/ZTabcdefg/", "https://www.tiktok.com/foryou",
        "https://www.tiktok.com/tag/example", "https://www.tiktok.com/@example.user/live", "https://www.tiktok.com/@example.user/video/",
        "https://www.tiktok.com/music/x-1"}},

      {"account x example_user",
       {"https://twitter.com/Example_User", "https://x.com/example_user?s=21&t=abc", "https://mobile.twitter.com/example_user/",
        "https://x.com/example_user/with_replies", "https://twitter.com/intent/user?screen_name=example_user",
        "https://x.com/example_user/media"}},
      {"account x id/1000000001", {"https://x.com/i/user/1000000001", "https://twitter.com/intent/user?user_id=1000000001"}},
      {"message x 1700000000000000001",
       {"https://twitter.com/example_user/status/1700000000000000001", "https://x.com/other/status/1700000000000000001?s=20",
        "https://mobile.twitter.com/i/status/1700000000000000001", "https://x.com/i/web/status/1700000000000000001",
        "https://x.com/example_user/status/1700000000000000001/photo/1", "https://twitter.com/example_user/statuses/1700000000000000001"}},
      {"group x communities/1500000000000000001",
       {"https://x.com/i/communities/1500000000000000001", "https://twitter.com/i/communities/1500000000000000001/about"}},
      {"web",
       {"https://x.com/home", "https://x.com/explore", "https://twitter.com/search?q=example", "https://x.com/i/spaces/1abcdefghij",
        "https://x.com/hashtag/example", "https://t.co/AbCdEf1234", "https://x.com/example_user/status/",
        "https://x.com/a_name_that_is_too_long", "https://x.com/example_user/followers"}},

      {"account snapchat example-user",
       {"https://www.snapchat.com/add/Example-User?share_id=abc&locale=nl-NL", "https://snapchat.com/@example-user"}},
      {"message snapchat spotlight/W7_EDlXWTBiXAEEniNoMPwAAY",
       {"https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAY?share_id=x",
        "https://www.snapchat.com/@example-user/spotlight/W7_EDlXWTBiXAEEniNoMPwAAY"}},
      {"web",
       {"https://www.snapchat.com/", "https://www.snapchat.com/t/AbCdEfGh", "https://www.snapchat.com/discover",
        "https://map.snapchat.com/", "https://www.snapchat.com/add/"}},

      {"message youtube ExampleVid1",
       {"https://www.youtube.com/watch?v=ExampleVid1", "https://m.youtube.com/watch?feature=share&v=ExampleVid1&t=42s",
        "https://youtu.be/ExampleVid1?si=AbCdEf", "https://youtube.com/shorts/ExampleVid1", "https://www.youtube.com/live/ExampleVid1",
        "https://www.youtube-nocookie.com/embed/ExampleVid1", "https://music.youtube.com/watch?v=ExampleVid1&list=x"}},
      {"account youtube @example.user",
       {"https://www.youtube.com/@Example.User", "https://m.youtube.com/@example.user/videos",
        "https://www.youtube.com/%40example.user?sub_confirmation=1"}},
      {"account youtube UCExampleExampleExample1",
       {"https://www.youtube.com/channel/UCExampleExampleExample1", "https://m.youtube.com/channel/UCExampleExampleExample1/about"}},
      {"account youtube user/exampleuser", {"https://www.youtube.com/user/ExampleUser"}},
      {"account youtube c/exampleuser", {"https://www.youtube.com/c/ExampleUser/videos"}},
      {"web",
       {"https://www.youtube.com/", "https://www.youtube.com/results?search_query=example", "https://www.youtube.com/feed/subscriptions",
        "https://www.youtube.com/watch", "https://www.youtube.com/watch?v=short", "https://www.youtube.com/playlist?list=PLExample",
        "https://www.youtube.com/subscribers"}},

      {"account telegram example_user",
       {"https://t.me/Example_User", "https://telegram.me/example_user", "https://t.me/s/example_user", "https://example_user.t.me/",
        "https://t.me/example_user?start=abc", "https://telegram.dog/example_user"}},
      {"account telegram +31612345678", {"https://t.me/+31612345678", "https://telegram.me/%2B31612345678"}},
      {"group telegram +AbCdEfGhIjKlMnOp",
       {"https://t.me/+AbCdEfGhIjKlMnOp", "https://t.me/joinchat/AbCdEfGhIjKlMnOp", "https://telegram.me/joinchat/AbCdEfGhIjKlMnOp?x=1"}},
      {"group telegram c/1234567890", {"https://t.me/c/1234567890"}},
      {"message telegram example_channel/42",
       {"https://t.me/example_channel/42", "https://t.me/s/Example_Channel/42", "https://telegram.me/example_channel/42?single",
        "https://t.me/example_channel/7/42", "https://example_channel.t.me/42"}},
      {"message telegram example_channel/42/comment/7", {"https://t.me/example_channel/42?comment=7"}},
      {"message telegram example_channel/s/42", {"https://t.me/example_channel/s/42"}},
      {"message telegram c/1234567890/42", {"https://t.me/c/1234567890/42", "https://t.me/c/1234567890/7/42?thread=7"}},
      {"web",
       {"https://t.me/", "https://t.me/joinchat", "https://t.me/addstickers/Example", "https://t.me/proxy?server=x",
        "https://t.me/share/url?url=https://pictures.example/", "https://telegram.org/faq"}},

      {"account signal +31612345678", {"https://signal.me/#p/+31612345678"}},
      {"account signal eu/AbCdEfGhIjKlMnOpQrStUvWxYz012345", {"https://signal.me/#eu/AbCdEfGhIjKlMnOpQrStUvWxYz012345"}},
      {"group signal CjQKIExampleExampleExampleExample", {"https://signal.group/#CjQKIExampleExampleExampleExample"}},
      {"web", {"https://signal.me/", "https://signal.org/download", "https://signal.group/"}},

      {"group discord AbCdEf12",
       {"https://discord.gg/AbCdEf12", "https://discord.com/invite/AbCdEf12?event=1", "https://discordapp.com/invite/AbCdEf12",
        "https://www.discord.gg/invite/AbCdEf12"}},
      {"group discord servers/100000000000000001", {"https://discord.com/channels/100000000000000001"}},
      {"group discord channels/100000000000000002",
       {"https://discord.com/channels/100000000000000001/100000000000000002",
        "https://ptb.discord.com/channels/100000000000000001/100000000000000002/"}},
      {"message discord 100000000000000002/100000000000000003",
       {"https://discord.com/channels/100000000000000001/100000000000000002/100000000000000003",
        "https://canary.discord.com/channels/100000000000000001/100000000000000002/100000000000000003",
        "https://discordapp.com/channels/@me/100000000000000002/100000000000000003"}},
      {"account discord 100000000000000004", {"https://discord.com/users/100000000000000004"}},
      {"web",
       {"https://discord.com/", "https://discord.com/login", "https://discord.com/channels/@me", "https://discord.com/download",
        "https://cdn.discordapp.com/attachments/1/2/x.png"}},

      {"account reddit example_user",
       {"https://www.reddit.com/user/Example_User/", "https://old.reddit.com/u/example_user",
        "https://reddit.com/user/example_user?utm_source=share"}},
      {"group reddit r/example", {"https://www.reddit.com/r/Example/", "https://old.reddit.com/r/example"}},
      {"message reddit 1abcde",
       {"https://www.reddit.com/r/example/comments/1abcde/a_title/", "https://old.reddit.com/r/example/comments/1abcde",
        "https://redd.it/1abcde", "https://reddit.com/comments/1ABCDE/?utm_medium=web", "https://www.reddit.com/gallery/1abcde",
        "https://www.reddit.com/user/example_user/comments/1abcde/a_title/"}},
      {"message reddit 1abcde/kabcdef",
       {"https://www.reddit.com/r/example/comments/1abcde/a_title/kabcdef/?context=3",
        "https://www.reddit.com/r/example/comments/1abcde/comment/kabcdef/"}},
      {"web",
       {"https://www.reddit.com/", "https://www.reddit.com/r/popular/", "https://www.reddit.com/r/example/s/AbCdEfGhIj",
        "https://v.redd.it/abcdefgh", "https://www.reddit.com/r/example/wiki/index"}},

      {"account twitch example_user",
       {"https://www.twitch.tv/Example_User", "https://m.twitch.tv/example_user?lang=nl", "https://www.twitch.tv/example_user/about"}},
      {"message twitch videos/2000000001",
       {"https://www.twitch.tv/videos/2000000001?t=1h", "https://m.twitch.tv/videos/2000000001",
        "https://www.twitch.tv/example_user/video/2000000001"}},
      {"message twitch clip/ExampleClipName-AbCd",
       {"https://clips.twitch.tv/ExampleClipName-AbCd", "https://www.twitch.tv/example_user/clip/ExampleClipName-AbCd?filter=clips"}},
      {"web",
       {"https://www.twitch.tv/", "https://www.twitch.tv/directory", "https://www.twitch.tv/directory/category/example",
        "https://www.twitch.tv/settings", "https://www.twitch.tv/search?term=x"}},

      {"account bluesky user.bsky.example",
       {"https://bsky.app/profile/User.bsky.example", "https://bsky.app/profile/user.bsky.example?x=1"}},
      {"account bluesky did:plc:abcdefghijklmnopqrstuv23",
       {"https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuv23", "https://bsky.app/profile/did%3Aplc%3Aabcdefghijklmnopqrstuv23"}},
      {"message bluesky user.bsky.example/3kabcdefghi2a", {"https://bsky.app/profile/user.bsky.example/post/3kabcdefghi2a"}},
      {"message bluesky did:plc:abcdefghijklmnopqrstuv23/3kabcdefghi2a",
       {"https://bsky.app/profile/did:plc:abcdefghijklmnopqrstuv23/post/3kabcdefghi2a/liked-by"}},
      {"web",
       {"https://bsky.app/", "https://bsky.app/search?q=x", "https://bsky.app/profile/nodot",
        "https://bsky.app/profile/user.bsky.example/feed/x"}},

      {"account mastodon example_user@mastodon.social",
       {"https://mastodon.social/@Example_User", "https://mastodon.social/users/example_user",
        "https://mastodon.social/@example_user/media"}},
      {"account mastodon example_user@social.example",
       {"https://mastodon.social/@example_user@social.example", "https://mstdn.social/@example_user@Social.Example"}},
      {"message mastodon mastodon.social/110000000000000001",
       {"https://mastodon.social/@example_user/110000000000000001",
        "https://mastodon.social/users/example_user/statuses/110000000000000001",
        "https://mastodon.social/@example_user/110000000000000001/reblogs"}},
      {"message mastodon mstdn.social/110000000000000001", {"https://mstdn.social/@example_user/110000000000000001"}},
      {"web",
       {"https://mastodon.social/", "https://mastodon.social/explore", "https://mastodon.social/about",
        "https://social.example/@example_user"}},

      {"account kik example.user", {"https://kik.me/Example.User", "https://kik.me/u/example.user?s=1"}},
      {"web", {"https://kik.me/", "https://kik.me/g/AbCdEfGh"}},
  };
  return all;
}

// Every spelling of a thing's address names that thing, and what is none of a platform's things stays a web address.
TEST(PlatformRules, SpellingsOfAThing) {
  std::size_t checked = 0;
  for (const auto& [thing, addresses] : spellings())
    for (const char* address : addresses) {
      EXPECT_EQ(thing_of(address), thing) << address;
      ++checked;
    }
  std::cout << "[ figures  ] " << checked << " addresses on " << platform_names() << "\n";
}

// Things differ from each other, and every platform of the table is among the cases, with what it is not.
TEST(PlatformRules, EveryPlatformHasCases) {
  std::set<std::string> things, platforms;
  for (const auto& [thing, addresses] : spellings()) {
    if (std::string_view(thing) == "web") continue;
    EXPECT_TRUE(things.insert(thing).second) << thing;
    const std::string words = thing;
    const auto from = words.find(' ') + 1;
    platforms.insert(words.substr(from, words.find(' ', from) - from));
  }
  std::string names;
  for (const auto& platform : platforms) names += (names.empty() ? "" : ", ") + platform;
  EXPECT_EQ(names, platform_names());
}

// The address we keep of a thing names the same thing, is canonical, and is its own: nothing of what says who shared it is left.
TEST(PlatformRules, AddressOfAThingNamesIt) {
  for (const auto& [thing, addresses] : spellings()) {
    if (std::string_view(thing) == "web") continue;
    for (const char* spelling : addresses) {
      const auto found = thing_at(*canonical_url(spelling));
      ASSERT_TRUE(found) << spelling;
      EXPECT_EQ(thing_of(found->address), thing) << found->address;
      EXPECT_EQ(canonical_url(found->address)->text, found->address);
      EXPECT_EQ(thing_at(*canonical_url(found->address))->address, found->address) << spelling;
      for (const char* sharer : {"igsh", "utm_", "si=", "share_id", "_t=", "mibextid", "xmt"})
        EXPECT_EQ(found->address.find(sharer), std::string::npos) << spelling;
    }
  }
}

// What people type for a thing is the same thing as its address.
TEST(PlatformRules, TypedNames) {
  using enum LocatorKind;
  for (const char* spelling : {"@Example.User", "example.user", " example.user ", "https://www.instagram.com/example.user/?igsh=x",
                               "instagram.com/example.user", "www.Instagram.com/example.user"})
    EXPECT_EQ(typed(account, "instagram", spelling), "account instagram example.user") << spelling;
  EXPECT_EQ(typed(account, "Insta", "@example.user"), "account instagram example.user");
  EXPECT_EQ(typed(account, "Twitter", "@Example_User"), "account x example_user");
  EXPECT_EQ(typed(message, "x", "1700000000000000001"), "message x 1700000000000000001");
  EXPECT_EQ(typed(account, "fb", "Example.User"), "account facebook exampleuser");
  EXPECT_EQ(typed(account, "facebook", "100000000000001"), "account facebook 100000000000001");
  EXPECT_EQ(typed(message, "tiktok", "7300000000000000001"), "message tiktok 7300000000000000001");
  EXPECT_EQ(typed(account, "snapchat", "Example-User"), "account snapchat example-user");
  EXPECT_EQ(typed(account, "youtube", "@Example.User"), "account youtube @example.user");
  EXPECT_EQ(typed(account, "telegram", "@Example_User"), "account telegram example_user");
  EXPECT_EQ(typed(account, "telegram", "+31 6 12345678"), "account telegram +31612345678");
  EXPECT_EQ(typed(group, "telegram", "+AbCdEfGhIjKlMnOp"), "group telegram +AbCdEfGhIjKlMnOp");
  EXPECT_EQ(typed(account, "whatsapp", "0031 6-1234 5678"), "account whatsapp +31612345678");
  EXPECT_EQ(typed(group, "discord", "discord.gg/AbCdEf12"), "group discord AbCdEf12");
  EXPECT_EQ(typed(group, "discord", "AbCdEf12"), "group discord AbCdEf12");
  EXPECT_EQ(typed(account, "discord", "Example_User"), "account discord example_user");
  EXPECT_EQ(typed(account, "reddit", "u/Example_User"), "account reddit example_user");
  EXPECT_EQ(typed(group, "reddit", "/r/Example"), "group reddit r/example");
  EXPECT_EQ(typed(account, "mastodon", "@Example_User@Social.Example"), "account mastodon example_user@social.example");
  EXPECT_EQ(typed(account, "mastodon",
                  "example_user@www.b\xC3\xBC"
                  "cher.example"),
            "account mastodon example_user@xn--bcher-kva.example");
  EXPECT_EQ(typed(account, "bluesky", "@User.bsky.example"), "account bluesky user.bsky.example");
  EXPECT_EQ(typed(account, "twitch", "Example_User"), "account twitch example_user");
  EXPECT_EQ(typed(account, "kik", "Example.User"), "account kik example.user");
}

// What is no name of that platform, or one of another kind, is refused by name.
TEST(PlatformRules, TypedNamesRefused) {
  using enum LocatorKind;
  EXPECT_EQ(typed(account, "nowhere.example", "someone"), "unknown platform");
  EXPECT_EQ(typed(account, "", "someone"), "unknown platform");
  EXPECT_EQ(typed(account, "instagram", "explore"), "no such name");
  EXPECT_EQ(typed(account, "instagram", ""), "no such name");
  EXPECT_EQ(typed(account, "instagram", "@"), "no such name");
  EXPECT_EQ(typed(account, "instagram", "two words"), "no such name");
  EXPECT_EQ(typed(account, "instagram", "ex\xC3\xA4mple"), "no such name");
  EXPECT_EQ(typed(account, "x", "a_name_that_is_too_long"), "no such name");
  EXPECT_EQ(typed(account, "mastodon", "example_user"), "no such name") << "nobody knows on which server";
  for (const char* server : {"192.0.2.1", "0x7f.1", "999.999.999.999", "social.example:8443", "single", "social21.2.3..", "www.example"})
    EXPECT_EQ(typed(account, "mastodon", std::string("example_user@") + server), "no such name") << server;
  EXPECT_EQ(typed(account, "whatsapp", "0612345678"), "no such name") << "nobody knows in which country";
  EXPECT_EQ(typed(account, "instagram", "https://www.instagram.com/p/CxExample01/"), "another kind") << "a post is no account";
  EXPECT_EQ(typed(message, "instagram", "https://www.instagram.com/example.user/"), "another kind") << "a profile page is no post";
  EXPECT_EQ(typed(account, "instagram", "https://x.com/example_user"), "another kind");
  EXPECT_EQ(typed(group, "twitch", "example_user"), "no such name");
}

// What a name's own address names is that thing again: not another one that is spelled alike, and not a part of the path.
TEST(PlatformRules, NamesThatAreSpelledLikeOthers) {
  using enum LocatorKind;
  EXPECT_EQ(typed(account, "facebook", "1.2.3.4.5"), "account facebook 12345");
  EXPECT_EQ(thing_typed(account, "facebook", "1.2.3.4.5")->address, thing_at(*canonical_url("https://www.facebook.com/12345"))->address);
  EXPECT_EQ(thing_of("https://www.facebook.com/permalink.php?story_fbid=7&id=12"), "message facebook 12/7");
  EXPECT_EQ(thing_of("https://www.facebook.com/12/posts/7"), "message facebook 12/7");
  EXPECT_EQ(typed(account, "mastodon", "example@www.www.mastodon.social"), "account mastodon example@mastodon.social");
  EXPECT_EQ(typed(account, "mastodon", "example@tiktok.com"), "no such name") << "another platform's server";
  EXPECT_EQ(thing_of("https://t.me/joinchat/31612345678"), "web") << "digits that would be a telephone number behind a plus sign";
  EXPECT_EQ(typed(group, "telegram", "+31612345678"), "no such name");
  for (const char* dots : {".", ".."}) {
    EXPECT_EQ(typed(account, "instagram", dots), "no such name");
    EXPECT_EQ(typed(account, "kik", dots), "no such name");
    EXPECT_EQ(typed(group, "facebook", dots), "no such name");
  }
}

// A telephone number is the same however it is written, and none without its country.
TEST(Phone, InternationalForm) {
  for (const char* spelling : {"+31612345678", "+31 6 1234 5678", "0031-6-12345678", "+31 (0)6 12345678", "tel:+31-6-1234-5678",
                               "TEL:+31612345678", "(+31) 612345678", " +31.612.345.678 "}) {
    const auto digits = international_digits(spelling);
    if (std::string_view(spelling).starts_with("("))
      EXPECT_FALSE(digits) << spelling;
    else
      EXPECT_EQ(digits, "31612345678") << spelling;
  }
  for (const char* spelling : {"0612345678", "31612345678", "", "+", "00", "+0612345678", "+31 6 1234 5678 ext 9", "+12",
                               "+1234567890123456", "+39 (0)6 1234567", "+3161234567a"})
    EXPECT_FALSE(international_digits(spelling)) << spelling;
  EXPECT_EQ(international_digits("+39 06 1234567"), "39061234567");
  EXPECT_EQ(international_digits("+1 (202) 555-0123"), "12025550123");
  EXPECT_EQ(typed(LocatorKind::phone, "", "+1 (202) 555-0123"), "phone  +12025550123");
  EXPECT_EQ(typed(LocatorKind::phone, "", "555-0123"), "no country");
}

// An item carries kind, platform and name; it has the host of its page, and words that name it where it has none.
TEST(PlatformRules, Items) {
  const auto grant = TestReveal::grant();
  const auto post = item_from_url("https://youtu.be/ExampleVid1?si=AbCdEf", {}, {});
  ASSERT_TRUE(post);
  EXPECT_EQ(post->locator_kind, LocatorKind::message);
  EXPECT_EQ(post->platform, "youtube");
  EXPECT_EQ(post->name_there.open(grant), "ExampleVid1");
  EXPECT_EQ(post->locator.open(grant), "https://www.youtube.com/watch?v=ExampleVid1");
  EXPECT_EQ(post->host.open(grant), "www.youtube.com");
  EXPECT_EQ(post->registrable_domain.open(grant), "youtube.com");
  const auto person = item_from_name(LocatorKind::account, "discord", "@Example_User", {}, {});
  ASSERT_TRUE(person);
  EXPECT_EQ(person->locator.open(grant), "discord account example_user");
  EXPECT_TRUE(person->host.empty());
  const auto phone = item_from_name(LocatorKind::phone, {}, "+31 6 1234 5678", {}, {});
  ASSERT_TRUE(phone);
  EXPECT_EQ(phone->locator.open(grant), "+31612345678");
  EXPECT_EQ(phone->platform, "");
  const auto page = item_from_url("https://pictures.example/1", {}, {});
  EXPECT_EQ(page->locator_kind, LocatorKind::url);
  EXPECT_TRUE(page->name_there.empty());
}

// The command names what is there, and says nothing more of other addresses.
TEST(PlatformRules, CommandLine) {
  EXPECT_EQ(
      canonical_json_line("\"https://youtu.be/ExampleVid1\""),
      R"({"input":"https://youtu.be/ExampleVid1","url":"https://youtu.be/ExampleVid1","kind":"message","platform":"youtube","name":"ExampleVid1",)"
      R"("address":"https://www.youtube.com/watch?v=ExampleVid1"})");
  EXPECT_EQ(canonical_json_line("\"https://pictures.example/1\""),
            R"({"input":"https://pictures.example/1","url":"https://pictures.example/1"})");
}

}  // namespace
}  // namespace redress
