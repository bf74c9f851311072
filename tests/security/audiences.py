"""Who may use every route that is not about one comment, and whose eyes a comment's words are for; see `grids`."""

from tests.security.grids import grid

# Every other route; the person whose page it is, is the author.
ELSEWHERE = grid("""
static                      ok  ok  ok   ok  ok
bundle                      ok  ok  ok   ok  ok
healthz                     ok  ok  ok   ok  ok
readyz                      ok  ok  ok   ok  ok
metrics                     404 404 404  404 404
articles.counts             ok  ok  ok   ok  ok
articles.front              ok  ok  ok   ok  ok
accounts.register_form      ok  ok  ok   ok  ok
accounts.register_account   ok  ok  ok   ok  ok
accounts.sign_in_form       ok  ok  ok   ok  ok
accounts.sign_in_account    ok  ok  ok   ok  ok
accounts.sign_in_link       ok  ok  ok   ok  ok
accounts.sign_in_by_link    ok  ok  ok   ok  ok
accounts.mail_sign_in       ok  ok  ok   ok  ok
accounts.code_form          ok  ok  ok   ok  ok
accounts.sign_in_by_code    ok  ok  ok   ok  ok
accounts.second_form        in  in  in   in  in
accounts.give_second        in  in  in   in  in
accounts.ask_for_passkey    ok  ok  ok   ok  ok
accounts.passkey_form       ok  ok  ok   ok  ok
accounts.sign_in_by_passkey ok  ok  ok   ok  ok
accounts.second_factor      in  ok  ok   ok  ok
accounts.set_up_authenticator in ok ok   ok  ok
accounts.authenticator_form in  ok  ok   ok  ok
accounts.authenticator_code in  ok  ok   ok  ok
accounts.confirm_authenticator_code in ok ok ok ok
accounts.make_recovery_codes in 409 409  409 409
accounts.turn_off           in  ok  ok   ok  ok
accounts.ask_for_new_passkey in ok  ok   ok  ok
accounts.new_passkey_form   in  ok  403  403 403
accounts.add_new_passkey    in  ok  403  403 403
accounts.remove_old_passkey in  404 404  404 404
accounts.sign_out_form      ok  ok  ok   ok  ok
accounts.sign_out_account   ok  ok  ok   ok  ok
accounts.me                 in  ok  ok   ok  ok
accounts.sessions           in  ok  ok   ok  ok
accounts.end_session        in  ok  404  404 404
accounts.end_others         in  ok  ok   ok  ok
accounts.password_form      in  ok  ok   ok  ok
accounts.drop_password      in  ok  ok   ok  ok
accounts.save_password      in  ok  ok   ok  ok
accounts.address_form       in  ok  ok   ok  ok
accounts.save_address       in  ok  ok   ok  ok
accounts.address_code_form  in  ok  403  403 403
accounts.confirm_address_by_code in ok 403 403 403
accounts.address_link       ok  ok  ok   ok  ok
accounts.confirm_address_by_link ok ok ok ok ok
discussion.profile_form     in  ok  ok   ok  ok
discussion.save_profile     in  ok  ok   ok  ok
discussion.article          ok  ok  ok   ok  ok
discussion.post             ok  ok  ok   ok  ok
discussion.words            ok  ok  ok   ok  ok
discussion.say_who          ok  ok  ok   ok  ok
discussion.waits            ok  ok  ok   ok  ok
discussion.confirm_form     ok  ok  ok   ok  ok
discussion.confirm_by_code  ok  ok  ok   ok  ok
discussion.confirm_link     ok  ok  ok   ok  ok
discussion.confirm_by_link  ok  ok  ok   ok  ok
discussion.visit            in  ok  ok   ok  ok
discussion.live             ok  ok  ok   ok  ok
discussion.people           ok  ok  ok   ok  ok
discussion.person           ok  ok  ok   ok  ok
discussion.mute_person      in  ok  403  ok  ok
discussion.unmute_person    in  ok  ok   ok  ok
people.listing              in  403 403  403 ok
people.manage               in  403 403  403 ok
people.badge                in  403 403  403 ok
people.end_session          in  403 403  403 ok
people.hold                 in  403 403  403 ok
people.mail_link            in  403 403  403 ok
people.release              in  403 403  403 ok
people.role                 in  403 403  403 ok
privacy.data                in  ok  ok   ok  ok
privacy.export              in  ok  ok   ok  ok
privacy.delete_form         in  ok  ok   403 403
privacy.delete              in  ok  ok   403 403
privacy.keep                in  ok  ok   ok  ok
moderation.person           in  403 403  ok ok
moderation.sanction         in  403 403  ok ok
moderation.let_go           in  403 403  ok ok
moderation.everything_form  in  403 403  ok ok
moderation.everything       in  403 403  ok ok
moderation.warnings         in  ok  ok   ok  ok
moderation.read_warnings    in  ok  ok   ok  ok
moderation.undo_decision    in  403 403  ok  403
moderation.reverse_decision in  403 403  ok ok
moderation.decide_on_many   in  403 403  ok ok
moderation.close_article    in  403 403  ok ok
moderation.reopen_article   in  403 403  403 403
moderation.log              in  403 403  ok ok
moderation.rules            in  403 403  ok ok
moderation.save_rule        in  403 403  403 ok
moderation.try_rules        in  403 403  ok ok
styleguide.styleguide       ok  ok  ok   ok  ok
mailbox.mails               404 404 404  404 404
mailbox.mail                404 404 404  404 404
""")

# Whose eyes the words of a comment are for, wherever it is shown.
WORDS = grid("""
unconfirmed       no   no   yes  yes  yes
live              yes  yes  yes  yes  yes
approved          yes  yes  yes  yes  yes
held              no   no   yes  yes  yes
suspected         no   no   yes  yes  yes
rejected          no   no   yes  yes  yes
removed           no   no   no   yes  yes
removed-answered  no   no   no   yes  yes
deleted           no   no   no   no   no
deleted-answered  no   no   no   no   no
""")
