// SPDX-License-Identifier: MIT
#include "net/mail_sender.hpp"

namespace etsyorder::net {

std::string_view to_string(MailTrouble trouble) {
    switch (trouble) {
    case MailTrouble::no_connection:
        return "no_connection";
    case MailTrouble::timed_out:
        return "timed_out";
    case MailTrouble::certificate:
        return "certificate";
    case MailTrouble::no_encryption:
        return "no_encryption";
    case MailTrouble::sign_in_refused:
        return "sign_in_refused";
    case MailTrouble::asked_to_wait:
        return "asked_to_wait";
    case MailTrouble::turned_away:
        return "turned_away";
    case MailTrouble::not_understood:
        return "not_understood";
    case MailTrouble::interrupted:
        return "interrupted";
    }
    return "no_connection";
}

std::string_view to_string(MailRefusal refusal) {
    switch (refusal) {
    case MailRefusal::by_the_server:
        return "by_the_server";
    case MailRefusal::needs_smtputf8:
        return "needs_smtputf8";
    case MailRefusal::larger_than_the_server_takes:
        return "larger_than_the_server_takes";
    }
    return "by_the_server";
}

bool needs_a_person(MailTrouble trouble) {
    switch (trouble) {
    case MailTrouble::certificate:
    case MailTrouble::no_encryption:
    case MailTrouble::sign_in_refused:
        return true;
    case MailTrouble::no_connection:
    case MailTrouble::timed_out:
    case MailTrouble::asked_to_wait:
    case MailTrouble::turned_away:
    case MailTrouble::not_understood:
    case MailTrouble::interrupted:
        return false;
    }
    return false;
}

} // namespace etsyorder::net
